package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.contract.config.KafkaConfig;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class IngestHealthTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** It said LIVE, and nothing else, while not one frame arrived. */
  @Test
  void aLiveCameraWhoseFramesKafkaRefusesSaysSo(LocalKafka kafka, @TempDir Path folder)
      throws Exception {
    Path file = TestVideo.mp4(folder.resolve("a.mp4"), 160, 120, 20, 20);
    SightlineConfig config =
        SightlineConfig.defaults()
            .change()
            .kafka(new KafkaConfig(kafka.bootstrapServers(), "refuses-", null, 1, null, null))
            .capture(TestCamera.CAPTURE)
            .cameras(Map.of("wide", TestCamera.loop(file, 20)))
            .build();
    try (Admin admin = Admin.create(new KafkaSettings(config.kafka()).common())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(config.topics().frames().name(), 1, (short) 1)
                      .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "200"))))
          .all()
          .get();
    }
    try (IngestService service = new IngestService(config)) {
      service.start();
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(service.health().detail())
                      .startsWith("wide LIVE (Kafka takes no frames since ")
                      .contains("too large", "max_size"));
      // A restart would not mend it.
      assertThat(service.health().up()).isTrue();
      assertThat(service.metrics().get("sightline.frames.failed").tag("reason", "kafka").counter())
          .satisfies(counter -> assertThat(counter.count()).isPositive());
    }
  }
}
