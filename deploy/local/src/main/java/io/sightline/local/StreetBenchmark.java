package io.sightline.local;

import io.sightline.contract.config.AdminConfig;
import io.sightline.contract.config.KafkaConfig;
import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Frame;
import io.sightline.recognizer.RecognizerService;
import io.sightline.recognizer.face.FaceObserver;
import io.sightline.recognizer.face.Pictures;
import io.sightline.recognizer.face.Recogniser;
import io.sightline.testkit.EngineOptions;
import io.sightline.testkit.LocalKafka;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The stage between frames and faces beside a bare loop, in pairs, so that a machine that slows
 * down slows both.
 */
final class StreetBenchmark {
  private static final int CAMERAS = 4;

  /** What a wait ends by, other than by what it waits for. */
  private record Going(LocalKafka kafka, CountDownLatch stop) {

    void rest() throws InterruptedException {
      kafka.requireAlive();
      if (stop.await(1, TimeUnit.MILLISECONDS)) {
        throw new UserException("stopped before the end");
      }
    }
  }

  private final Path models;
  private final PrintStream out;
  private final List<byte[]> jpegs;
  private long sequence;

  StreetBenchmark(Path source, Path models, int frames, PrintStream out) throws Exception {
    this.models = models;
    this.out = out;
    this.jpegs = VideoFrames.jpegs(source, frames);
  }

  /** Returns whether the memory stayed flat. */
  boolean run(int rounds, Duration memory) throws Exception {
    RecognitionConfig recognition =
        SightlineConfig.defaults()
            .recognition()
            .change()
            .instance("bench")
            .models(models.toString())
            .mode(RecognitionConfig.Mode.REPLAY)
            .build();
    Beforehand.requireModels(SightlineConfig.defaults().change().recognition(recognition).build());
    // Ctrl-C ends it in order: the throw-away Kafka holds every frame.
    try (StopHook signal = new StopHook();
        LocalKafka kafka = LocalKafka.start(EngineOptions.thrownAway(512));
        Recogniser recogniser =
            new Recogniser(recognition, Runtime.getRuntime().availableProcessors());
        FaceObserver observer = recogniser.observer()) {
      SightlineConfig config =
          SightlineConfig.defaults()
              .change()
              .kafka(new KafkaConfig(kafka.bootstrapServers(), null, null, CAMERAS, 1, null))
              .recognition(recognition.change().stateFolder(kafka.clients().toString()).build())
              .admin(AdminConfig.anyPorts())
              .build();
      out.printf(
          "%d frames, engine %s, models %s and %s%n",
          jpegs.size(), recogniser.engine(), recogniser.detectorId(), recogniser.space());
      try (RecognizerService service = new RecognizerService(config);
          KafkaProducer<byte[], byte[]> producer =
              new KafkaProducer<>(
                  new KafkaSettings(config.kafka()).producer(),
                  new ByteArraySerializer(),
                  new ByteArraySerializer())) {
        service.start();
        List<Mat> pictures = decoded();
        bare(observer, pictures);
        Going going = new Going(kafka, signal.latch());
        stage(service, producer, config, going);
        compare(rounds, observer, pictures, service, producer, config, going);
        pictures.forEach(Mat::close);
        return new MemoryWatch(out).watch(memory, () -> stage(service, producer, config, going));
      }
    }
  }

  private void compare(
      int rounds,
      FaceObserver observer,
      List<Mat> pictures,
      RecognizerService service,
      KafkaProducer<byte[], byte[]> producer,
      SightlineConfig config,
      Going going)
      throws Exception {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      double bare = bare(observer, pictures);
      double stage = stage(service, producer, config, going);
      ratios.add(stage / bare);
      out.printf(
          "bare loop %.1f frames/s, frames to faces %.1f frames/s, ratio %.3f%n",
          bare, stage, stage / bare);
    }
    ratios.sort(null);
    out.printf(
        "ratio: median %.3f (min %.3f, max %.3f); wanted: 0.85 or more%n",
        ratios.get(ratios.size() / 2), ratios.get(0), ratios.get(ratios.size() - 1));
  }

  private List<Mat> decoded() throws Exception {
    List<Mat> pictures = new ArrayList<>();
    for (byte[] jpeg : jpegs) {
      pictures.add(Pictures.decode(jpeg));
    }
    return pictures;
  }

  /**
   * Frames a second of detection, alignment and embedding alone, with all cores for each engine
   * call.
   */
  private static double bare(FaceObserver observer, List<Mat> pictures) {
    long start = System.nanoTime();
    for (Mat picture : pictures) {
      observer.observe(List.of(observer.find("bare", picture)));
    }
    return pictures.size() * 1e9 / (System.nanoTime() - start);
  }

  /**
   * Frames a second from the topic frames to committed faces; the time to write the frames counts,
   * too.
   */
  private double stage(
      RecognizerService service,
      KafkaProducer<byte[], byte[]> producer,
      SightlineConfig config,
      Going going)
      throws InterruptedException {
    long before = recognised(service);
    String topic = config.topics().frames().name();
    long start = System.nanoTime();
    for (byte[] jpeg : jpegs) {
      int camera = (int) (sequence % CAMERAS);
      Frame frame =
          new Frame("bench-" + sequence, "camera" + camera, sequence++, Instant.now(), 1, 1, jpeg);
      byte[] key = frame.cameraId().getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(topic, camera, key, Codecs.FRAME.encode(frame)));
    }
    producer.flush();
    while (recognised(service) - before < jpegs.size()) {
      going.rest();
    }
    return jpegs.size() * 1e9 / (System.nanoTime() - start);
  }

  private static long recognised(RecognizerService service) {
    return Counts.of(service.metrics(), "sightline.frames.recognised", null);
  }
}
