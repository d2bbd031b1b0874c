package io.sightline.recognizer.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.MatchingConfig.Scan;
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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class EnrollmentFeedTest {
  private SightlineConfig config;

  @Test
  void whatIsEnrolledIsBroughtIntoTheSpaceAndCompared(LocalKafka kafka) throws Exception {
    config =
        ConfigLoader.parse(
            "kafka: { bootstrap_servers: \"%s\", topic_prefix: \"feed.\" }"
                .formatted(kafka.bootstrapServers()),
            "test",
            Map.of());
    KafkaSettings settings = new KafkaSettings(config.kafka());
    try (Admin admin = Admin.create(settings.common())) {
      TopicAdmin.ensure(admin, config.topics().all(), (short) 1);
    }
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                settings.producer(), new ByteArraySerializer(), new ByteArraySerializer());
        Gallery gallery = new Gallery("s", 2, Scan.FLOAT);
        EnrollmentFeed feed =
            new EnrollmentFeed(
                settings, config.topics(), gallery, EnrollmentFeedTest::inSpace, registry)) {
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

  private void send(KafkaProducer<byte[], byte[]> producer, String key, byte[] value) {
    producer.send(
        new ProducerRecord<>(
            config.topics().enrollments().name(), key.getBytes(StandardCharsets.UTF_8), value));
  }

  private static byte[] person(String id, String space) {
    return Codecs.ENROLLMENT.encode(
        new Enrollment(id, id, List.of(template(space)), Instant.EPOCH));
  }

  private static Enrollment inSpace(Enrollment person) {
    return new Enrollment(
        person.identityId(), person.displayName(), List.of(template("s")), person.updatedAt());
  }

  private static Template template(String space) {
    Embedding face = Embedding.normalised(space, new float[] {1, 2});
    return new Template("t", face, new byte[0], "photo", Instant.EPOCH);
  }
}
