package io.sightline.local;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.config.MatchingConfig.Scan;
import io.sightline.contract.config.SightingsConfig;
import io.sightline.contract.config.WatchlistConfig;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Quality;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.service.TemporaryFolder;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.FaceObservation;
import io.sightline.contract.wire.FrameFaces;
import io.sightline.contract.wire.FrameRef;
import io.sightline.contract.wire.Topics;
import io.sightline.contract.wire.Watchlist;
import io.sightline.recognizer.match.Gallery;
import io.sightline.recognizer.match.ListMatcher;
import io.sightline.recognizer.match.Matcher;
import io.sightline.recognizer.sighting.AlertTopology;
import io.sightline.recognizer.sighting.SightingTopology;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;

/** Faces to sightings to alerts, without a broker. */
final class AlertsBenchmark {
  private static final String SPACE = "bench";
  private static final int SIZE = 512;
  private static final int CROP = 4000;
  private static final int FRAMES = 100;
  private static final int WARM_UP = 4;
  private static final Topics TOPICS =
      new Topics("", "", 1, Duration.ofHours(1), -1, Duration.ofDays(1), Duration.ofDays(1));
  private final int cameras;
  private final int people;
  private final PrintStream out;

  AlertsBenchmark(int cameras, int people, PrintStream out) {
    this.cameras = cameras;
    this.people = people;
    this.out = out;
  }

  void run(int rounds) {
    int cores = CpuTime.CORES;
    List<Street> streets = IntStream.range(0, cores).mapToObj(core -> new Street(core)).toList();
    List<Double> rates = new ArrayList<>();
    // The first only warm up.
    for (int round = -WARM_UP; round < rounds; round++) {
      int number = round + WARM_UP;
      List<List<byte[]>> frames = streets.stream().map(s -> s.frames(number)).toList();
      CpuTime time =
          CpuTime.of(
              () ->
                  IntStream.range(0, cores)
                      .parallel()
                      .forEach(i -> streets.get(i).see(frames.get(i))));
      double observations = (double) cores * cameras * people * FRAMES;
      if (round >= 0) {
        rates.add(observations / time.used());
        out.printf(
            "%.0f observations/s with %.2f of %d cores: %.0f a second of all cores%n",
            observations / time.wall(), time.cores(), cores, observations / time.used());
      }
    }
    streets.forEach(Street::close);
    rates.sort(null);
    out.printf(
        "%d cores, %d cameras a core with %d people each: median %.0f observations a second of all cores (min %.0f, max %.0f), %d alerts; wanted: 20000%n",
        cores,
        cameras,
        people,
        rates.get(rates.size() / 2),
        rates.get(0),
        rates.get(rates.size() - 1),
        streets.stream().mapToLong(s -> s.alerts).sum());
  }

  /** One task of each topology. */
  private final class Street implements AutoCloseable {
    private final int core;
    private final TemporaryFolder state = new TemporaryFolder("sightline-bench");
    private final Gallery gallery = new Gallery(SPACE, SIZE, Scan.FLOAT);
    private final TopologyTestDriver sightings;
    private final TopologyTestDriver alerting;
    private long alerts;

    Street(int core) {
      this.core = core;
      Thresholds thresholds = Thresholds.fixed(0.5f);
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      Matcher matcher = new Matcher(gallery, thresholds, 1e-3);
      sightings =
          new TopologyTestDriver(
              SightingTopology.build(
                  TOPICS,
                  new SightingsConfig(null, null, null, null, null),
                  matcher,
                  thresholds,
                  registry),
              settings("sightings"));
      alerting =
          new TopologyTestDriver(
              AlertTopology.build(
                  TOPICS, new ListMatcher(gallery, thresholds), Duration.ofDays(1), registry),
              settings("alerts"));
      Watchlist list = strangers();
      pipe(alerting, TOPICS.watchlists().name(), list.id(), Codecs.WATCHLIST.encode(list));
    }

    void see(List<byte[]> frames) {
      for (int i = 0; i < frames.size(); i++) {
        pipe(sightings, TOPICS.faces().name(), camera(i % cameras), frames.get(i));
        if (i % cameras == 0) {
          forward();
        }
      }
      forward();
    }

    private void forward() {
      read(sightings, TOPICS.sightings().name());
      for (byte[] evidence : read(sightings, TOPICS.alertEvidence().name())) {
        pipe(alerting, TOPICS.alertEvidence().name(), "", evidence);
      }
      alerts += read(alerting, TOPICS.alerts().name()).size();
    }

    /** A round's frames of all cameras, in the order of time; everybody walks on. */
    List<byte[]> frames(int round) {
      List<byte[]> frames = new ArrayList<>();
      for (int f = round * FRAMES; f < (round + 1) * FRAMES; f++) {
        for (int c = 0; c < cameras; c++) {
          frames.add(Codecs.FRAME_FACES.encode(frame(camera(c), f, c)));
        }
      }
      return frames;
    }

    private String camera(int number) {
      return "camera" + core + "-" + number;
    }

    private FrameFaces frame(String camera, int number, int seed) {
      String id = camera + "-" + number;
      SplittableRandom random = new SplittableRandom(number * 31L + seed);
      List<FaceObservation> faces = new ArrayList<>();
      for (int p = 0; p < people; p++) {
        faces.add(face(id + "#" + p, number, p, seed, random));
      }
      Instant at = Instant.EPOCH.plusMillis(200L * number + seed);
      FrameRef ref = new FrameRef(0, number);
      return new FrameFaces(id, camera, number, at, 1920, 1080, ref, "bench", faces);
    }

    private FaceObservation face(
        String id, int frame, int person, int seed, SplittableRandom random) {
      float x = 200 * person + 4 * (frame % FRAMES);
      float[] values = new float[SIZE];
      SplittableRandom own = new SplittableRandom(1000L * seed + person);
      for (int i = 0; i < SIZE; i++) {
        values[i] = (float) (own.nextDouble() - 0.5 + 0.3 * (random.nextDouble() - 0.5));
      }
      byte[] crop = new byte[CROP];
      random.nextBytes(crop);
      return new FaceObservation(
          id,
          new FaceBox(x, 300, 80, 100),
          Landmarks.of(new float[10]),
          0.9f,
          new Quality(0.3f + 0.4f * (float) random.nextDouble(), 40, 200, 0, 0, 0),
          OptionalDouble.of(0.1),
          Embedding.normalised(SPACE, values),
          crop);
    }

    @Override
    public void close() {
      sightings.close();
      alerting.close();
      gallery.close();
      state.close();
    }

    private Properties settings(String topology) {
      Properties settings = new Properties();
      settings.put(StreamsConfig.STATE_DIR_CONFIG, state.path().resolve(topology).toString());
      return settings;
    }
  }

  private static Watchlist strangers() {
    return new WatchlistConfig(
            null,
            Watchlist.Kind.UNKNOWN,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null)
        .toWatchlist("strangers", Instant.EPOCH);
  }

  private static void pipe(TopologyTestDriver driver, String topic, String key, byte[] value) {
    driver
        .createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
        .pipeInput(key, value);
  }

  private static List<byte[]> read(TopologyTestDriver driver, String topic) {
    return driver
        .createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
        .readValuesToList();
  }
}
