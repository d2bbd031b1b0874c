package io.sightline.recognizer.sighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.MatchingConfig.Scan;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.service.Namesake;
import io.sightline.contract.wire.TopicAdmin;
import io.sightline.recognizer.match.Gallery;
import io.sightline.recognizer.match.ListMatcher;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two of one name on a real broker. */
@ExtendWith(KafkaExtension.class)
class TopologyStreamTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void ofTwoWithOneNameTheEarlierEnds(LocalKafka kafka, @TempDir Path folder) throws Exception {
    Namesake earlier = new Namesake("one", "recognition.instance");
    Namesake later = new Namesake("one", "recognition.instance");
    try (Gallery gallery = new Gallery("s", 2, Scan.FLOAT);
        TopologyStream first = stream(kafka, folder.resolve("first"), gallery, earlier)) {
      first.start();
      await().atMost(LIMIT).until(first::running);
      try (TopologyStream second = stream(kafka, folder.resolve("second"), gallery, later)) {
        second.start();
        await().atMost(LIMIT).until(() -> !earlier.found().isEmpty() && !first.running());
        await().atMost(LIMIT).until(second::running);
        assertThat(later.found()).isEmpty();
      }
    }
  }

  private static TopologyStream stream(
      LocalKafka kafka, Path state, Gallery gallery, Namesake namesake) throws Exception {
    SightlineConfig config =
        ConfigLoader.parse(
            """
            kafka: { bootstrap_servers: "%s", topic_prefix: "two-streams.", partitions: 2 }
            recognition: { instance: one, state_folder: "%s" }
            """
                .formatted(kafka.bootstrapServers(), state),
            "test",
            Map.of());
    try (Admin admin = Admin.create(new KafkaSettings(config.kafka()).common())) {
      TopicAdmin.ensure(admin, config.topics().all(), (short) 1);
    }
    return new TopologyStream(
        config,
        "alerts",
        AlertTopology.build(
            config.topics(),
            new ListMatcher(gallery, Thresholds.fixed(0.5f)),
            Duration.ofDays(1),
            new SimpleMeterRegistry()),
        namesake);
  }
}
