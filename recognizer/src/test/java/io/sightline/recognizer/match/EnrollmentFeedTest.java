package io.sightline.recognizer.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.KafkaConfig;
import io.sightline.contract.config.MatchingConfig.Scan;
import io.sightline.contract.config.Secret;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.Template;
import io.sightline.contract.wire.TopicAdmin;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class EnrollmentFeedTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<String> embedded = new CopyOnWriteArrayList<>();
  private SightlineConfig config;
  private KafkaSettings settings;

  @Test
  void whatIsEnrolledIsBroughtIntoTheSpaceAndCompared(LocalKafka kafka) throws Exception {
    open(kafka, "feed.");
    try (KafkaProducer<byte[], byte[]> producer = producer();
        Gallery gallery = new Gallery("s", 2, Scan.FLOAT);
        EnrollmentFeed feed = feed(settings, gallery)) {
      send(producer, "ann", person("ann", "older"));
      send(producer, "bob", person("bob", "s"));
      send(producer, "bob", null);
      send(producer, "broken", new byte[] {1, 2, 3});
      producer.flush();

      feed.start();
      assertThat(gallery.identities()).isEqualTo(1);
      assertThat(gallery.references()).isEqualTo(1);
      assertThat(gallery.setAside()).isZero();
      assertThat(registry.get("sightline.records.dead").counter().count()).isOne();
      assertThat(registry.get("sightline.gallery.references").gauge().value()).isEqualTo(1);

      send(producer, "eve", person("eve", "s"));
      await().atMost(Duration.ofSeconds(30)).until(() -> gallery.identities() == 2);
      send(producer, "ann", null);
      await().atMost(Duration.ofSeconds(30)).until(() -> gallery.identities() == 1);
      assertThat(feed.trouble()).isEmpty();
    }
  }

  /** It takes an engine a while, and each photo and verdict has left a version. */
  @Test
  void ofAllVersionsTheLastIsEmbeddedOnce(LocalKafka kafka) throws Exception {
    open(kafka, "versions.");
    try (KafkaProducer<byte[], byte[]> producer = producer();
        Gallery gallery = new Gallery("s", 2, Scan.FLOAT);
        EnrollmentFeed feed = feed(settings, gallery)) {
      for (int version = 1; version <= 3; version++) {
        send(producer, "ann", person("ann", "ann " + version, "older"));
        send(producer, "bob", person("bob", "bob " + version, "older"));
      }
      send(producer, "bob", null);
      send(producer, "eve", person("eve", "eve 1", "older"));
      send(producer, "eve", null);
      send(producer, "eve", person("eve", "eve 2", "older"));
      producer.flush();

      feed.start();
      assertThat(embedded).containsExactly("ann 3", "eve 2");
      assertThat(gallery.identities()).isEqualTo(2);

      send(producer, "ann", person("ann", "ann 4", "older"));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(embedded).containsExactly("ann 3", "eve 2", "ann 4"));
    }
  }

  /** The second reading finds a key, and versions, that the first has not seen. */
  @Test
  void whoIsEnrolledBetweenTheReadingsIsThereToo(LocalKafka kafka) throws Exception {
    open(kafka, "between.");
    Map<String, Secret> meddling =
        Map.of(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, new Secret(Meddler.class.getName()));
    KafkaSettings meddled =
        new KafkaSettings(
            new KafkaConfig(kafka.bootstrapServers(), "between.", null, null, null, meddling));
    try (KafkaProducer<byte[], byte[]> producer = producer();
        Gallery gallery = new Gallery("s", 2, Scan.FLOAT);
        EnrollmentFeed feed = feed(meddled, gallery)) {
      send(producer, "ann", person("ann", "ann 1", "older"));
      send(producer, "bob", person("bob", "bob 1", "older"));
      producer.flush();
      Meddler.onceRead(
          () -> {
            send(producer, "ann", person("ann", "ann 2", "older"));
            send(producer, "bob", null);
            send(producer, "eve", person("eve", "eve 1", "older"));
            producer.flush();
          });

      feed.start();
      assertThat(Meddler.hasMeddled()).isTrue();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(embedded).endsWith("ann 2", "eve 1"));
      await().atMost(Duration.ofSeconds(30)).until(() -> gallery.identities() == 2);
      assertThat(gallery.references(List.of("ann", "eve"))).isEqualTo(2);
      assertThat(feed.trouble()).isEmpty();
    }
  }

  /** Does something once, when a consumer has read its first records and nobody has seen them. */
  public static final class Meddler implements ConsumerInterceptor<byte[], byte[]> {
    private static final AtomicReference<Runnable> NEXT = new AtomicReference<>();

    static void onceRead(Runnable work) {
      NEXT.set(work);
    }

    static boolean hasMeddled() {
      return NEXT.get() == null;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
      Optional.ofNullable(NEXT.getAndSet(null)).ifPresent(Runnable::run);
      return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> configs) {}
  }

  private void open(LocalKafka kafka, String prefix) throws Exception {
    config =
        ConfigLoader.parse(
            "kafka: { bootstrap_servers: \"%s\", topic_prefix: \"%s\" }"
                .formatted(kafka.bootstrapServers(), prefix),
            "test",
            Map.of());
    settings = new KafkaSettings(config.kafka());
    try (Admin admin = Admin.create(settings.common())) {
      TopicAdmin.ensure(admin, config.topics().all(), (short) 1);
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        settings.producer(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private EnrollmentFeed feed(KafkaSettings kafka, Gallery gallery) {
    return new EnrollmentFeed(kafka, config.topics(), gallery, this::inSpace, registry);
  }

  private void send(KafkaProducer<byte[], byte[]> producer, String key, byte[] value) {
    producer.send(
        new ProducerRecord<>(
            config.topics().enrollments().name(), key.getBytes(StandardCharsets.UTF_8), value));
  }

  private static byte[] person(String id, String space) {
    return person(id, id, space);
  }

  private static byte[] person(String id, String name, String space) {
    return Codecs.ENROLLMENT.encode(
        new Enrollment(id, name, List.of(template(space)), Instant.EPOCH));
  }

  private Enrollment inSpace(Enrollment person) {
    embedded.add(person.displayName());
    return new Enrollment(
        person.identityId(), person.displayName(), List.of(template("s")), person.updatedAt());
  }

  private static Template template(String space) {
    Embedding face = Embedding.normalised(space, new float[] {1, 2});
    return new Template("t", face, new byte[0], "photo", Instant.EPOCH);
  }
}
