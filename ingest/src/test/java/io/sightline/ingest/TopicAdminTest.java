package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.TopicAdmin;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class TopicAdminTest {

  /** Faces must not stay for longer than somebody believes. */
  @Test
  void topicsThatKeepTheirRecordsForAnotherTimeAreNamed(LocalKafka kafka) throws Exception {
    SightlineConfig before = config(kafka, "7d");
    SightlineConfig after = config(kafka, "2d");
    try (Admin admin = Admin.create(new KafkaSettings(before.kafka()).common())) {
      TopicAdmin.ensure(admin, before.topics().all(), (short) 1);
      assertThat(TopicAdmin.otherRetention(admin, before.topics().all())).isEmpty();
      TopicAdmin.ensure(admin, after.topics().all(), (short) 1);
      assertThat(TopicAdmin.otherRetention(admin, after.topics().all()))
          .hasSize(2)
          .last()
          .asString()
          .startsWith("topic times.sightings has retention.ms=604800000, not 172800000")
          .endsWith("--topic times.sightings --add-config retention.ms=172800000");
    }
  }

  private static SightlineConfig config(LocalKafka kafka, String unknown) {
    return ConfigLoader.parse(
        """
        kafka: { bootstrap_servers: "%s", topic_prefix: "times.", partitions: 1 }
        retention: { unknown: %s }
        """
            .formatted(kafka.bootstrapServers(), unknown),
        "test",
        Map.of());
  }
}
