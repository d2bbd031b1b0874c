package io.sightline.recognizer.sighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.MatchingConfig.Scan;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.service.Namesake;
import io.sightline.contract.service.Parts;
import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.Template;
import io.sightline.contract.wire.Topic;
import io.sightline.contract.wire.TopicAdmin;
import io.sightline.contract.wire.Topics;
import io.sightline.contract.wire.Watchlist;
import io.sightline.recognizer.match.Gallery;
import io.sightline.recognizer.match.ListMatcher;
import io.sightline.recognizer.match.Matcher;
import io.sightline.recognizer.sighting.Scene.Person;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Faces to alerts on the real broker: a restart in the middle changes nothing that is told. */
@ExtendWith(KafkaExtension.class)
class AlertsOnKafkaTest {
  private static final int FRAMES = 40;
  private static final List<String> CAMERAS = List.of("lobby", "gate", "yard");

  @Test
  void aRestartNeitherLosesNorDoublesNorRenamesAnything(LocalKafka kafka) throws Exception {
    List<String> undisturbed = run(kafka, "alerts-calm.", false);
    List<String> restarted = run(kafka, "alerts-restarted.", true);
    assertThat(undisturbed).contains("sighting lobby-0-0 CLOSED ann");
    assertThat(undisturbed).filteredOn(s -> s.startsWith("alert ")).hasSize(CAMERAS.size());
    assertThat(restarted).containsExactlyInAnyOrderElementsOf(undisturbed);
  }

  /** The last state of all that was told. */
  private static List<String> run(LocalKafka kafka, String prefix, boolean restart)
      throws Exception {
    SightlineConfig config =
        ConfigLoader.parse(
            """
            kafka: { bootstrap_servers: "%s", topic_prefix: "%s", partitions: 2 }
            recognition: { instance: one, state_folder: "%s" }
            sightings: { confirm_frames: 2, absence: 1s }
            """
                .formatted(kafka.bootstrapServers(), prefix, kafka.clients()),
            "test",
            Map.of());
    Topics topics = config.topics();
    try (Admin admin = Admin.create(new KafkaSettings(config.kafka()).common())) {
      TopicAdmin.ensure(admin, topics.all(), (short) 1);
    }
    Watchlist list = Sightings.list("banned", Watchlist.Kind.MEMBERS, "ann");
    send(config, topics.watchlists(), "banned", Codecs.WATCHLIST.encode(list));
    Parts streams = start(config);
    try {
      see(config, 0, FRAMES / 2);
      if (restart) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> !read(config, topics.alerts()).isEmpty());
        streams.close();
        streams = start(config);
      }
      see(config, FRAMES / 2, FRAMES + 10);
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> told(config).stream().filter(s -> s.contains("CLOSED")).count() == 6);
      // What comes of the last sighting may be on its way.
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> told(config).stream().filter(s -> s.startsWith("alert")).count() == 3);
      return told(config);
    } finally {
      streams.close();
    }
  }

  private static Parts start(SightlineConfig config) {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Thresholds thresholds = Thresholds.fixed(0.5f);
    Parts parts = new Parts();
    Gallery gallery = parts.begin(new Gallery("s", 2, Scan.FLOAT));
    Embedding face = new Embedding("s", new float[] {1, 0});
    Template template = new Template("t", face, new byte[0], "test", Scene.START);
    gallery.put(new Enrollment("ann", "Ann", List.of(template), Scene.START));
    Topics topics = config.topics();
    Matcher matcher = new Matcher(gallery, thresholds, 1e-3);
    parts
        .begin(
            new TopologyStream(
                config,
                "sightings",
                SightingTopology.build(topics, config.sightings(), matcher, thresholds, registry),
                new Namesake("one", "test")))
        .start();
    ListMatcher lists = new ListMatcher(gallery, thresholds);
    parts
        .begin(
            new TopologyStream(
                config,
                "alerts",
                AlertTopology.build(topics, lists, Duration.ofDays(1), registry),
                new Namesake("one", "test")))
        .start();
    return parts;
  }

  /** Ann and a stranger walk before each camera, then nobody is there. */
  private static void see(SightlineConfig config, int from, int to) {
    for (String camera : CAMERAS) {
      Scene scene = new Scene(camera);
      byte[][] frames =
          IntStream.range(from, to)
              .mapToObj(
                  i ->
                      i < FRAMES
                          ? scene.frame(i, new Person(10 + 4 * i, 0), new Person(300, 1.5))
                          : scene.frame(i))
              .map(Codecs.FRAME_FACES::encode)
              .toArray(byte[][]::new);
      send(config, config.topics().faces(), camera, frames);
    }
  }

  private static void send(SightlineConfig config, Topic topic, String key, byte[]... values) {
    try (var producer =
        new KafkaProducer<>(
            new KafkaSettings(config.kafka()).producer(),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (byte[] value : values) {
        producer.send(new ProducerRecord<>(topic.name(), key.getBytes(), value));
      }
    }
  }

  private static List<String> told(SightlineConfig config) {
    Map<String, String> last = new TreeMap<>();
    for (var record : read(config, config.topics().sightings())) {
      var s = Codecs.SIGHTING.decode(record.value());
      String who = s.match().map(m -> m.identityId()).orElse("unknown");
      last.put(s.id(), "sighting " + s.id() + " " + s.state() + " " + who);
    }
    for (var record : read(config, config.topics().alerts())) {
      Alert a = Codecs.ALERT.decode(record.value());
      last.put(a.id(), "alert " + a.id() + " " + a.state() + " of " + a.sighting().id());
    }
    return new ArrayList<>(last.values());
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(SightlineConfig config, Topic topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            new KafkaSettings(config.kafka()).consumer(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int p = 0; p < topic.partitions(); p++) {
        partitions.add(new TopicPartition(topic.name(), p));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }
}
