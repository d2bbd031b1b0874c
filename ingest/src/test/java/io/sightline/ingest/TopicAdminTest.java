package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Topic;
import io.sightline.contract.wire.TopicAdmin;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
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
      assertThat(TopicAdmin.otherSettings(admin, before.topics().all())).isEmpty();
      TopicAdmin.ensure(admin, after.topics().all(), (short) 1);
      assertThat(TopicAdmin.otherSettings(admin, after.topics().all()))
          .hasSize(4)
          .filteredOn(line -> line.contains(" times.sightings has retention.ms"))
          .singleElement()
          .asString()
          .startsWith("topic times.sightings has retention.ms=604800000, not 172800000")
          .endsWith("--topic times.sightings --add-config retention.ms=172800000");
    }
  }

  @Test
  void aTopicThatKeepsWhoIsEnrolledForGoodAndMayLoseItStopsTheStart(LocalKafka kafka)
      throws Exception {
    Topic logs = new Topic("policy.logs", 1, policy("compact,delete"));
    Topic kept = new Topic("policy.kept", 1, policy("compact"));
    List<Topic> topics = List.of(logs, kept);
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()))) {
      TopicAdmin.ensure(admin, topics, (short) 1);
      set(admin, logs, "delete,compact");
      assertThat(TopicAdmin.otherSettings(admin, topics)).isEmpty();
      set(admin, logs, "delete");
      TopicAdmin.ensure(admin, topics, (short) 1);
      assertThat(TopicAdmin.otherSettings(admin, topics))
          .singleElement()
          .asString()
          .contains("has cleanup.policy=delete, not compact,delete")
          .endsWith("--add-config cleanup.policy=[compact,delete]");
      set(admin, kept, "compact,delete");
      assertThatThrownBy(() -> TopicAdmin.ensure(admin, topics, (short) 1))
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("topic policy.kept has cleanup.policy=")
          .hasMessageEndingWith("--add-config cleanup.policy=compact");
    }
  }

  private static Map<String, String> policy(String policy) {
    return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, policy);
  }

  private static void set(Admin admin, Topic topic, String policy) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    ConfigEntry entry = new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, policy);
    AlterConfigOp change = new AlterConfigOp(entry, AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    // The controller has it now, the broker a little later.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                admin
                    .describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                    .value()
                    .equals(policy));
  }

  /**
   * A frame that is too large is refused only when it comes: at the start somebody reads the log.
   */
  @Test
  void topicsThatTakeOnlySmallerRecordsAreNamed(LocalKafka kafka) throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()))) {
      TopicAdmin.ensure(admin, List.of(sized("5000")), (short) 1);
      assertThat(TopicAdmin.otherSettings(admin, List.of(sized("4000")))).isEmpty();
      assertThat(TopicAdmin.otherSettings(admin, List.of(sized("6000"))))
          .singleElement()
          .asString()
          .startsWith("topic sizes.a has max.message.bytes=5000, not 6000");
    }
  }

  private static Topic sized(String bytes) {
    return new Topic("sizes.a", 1, Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes));
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
