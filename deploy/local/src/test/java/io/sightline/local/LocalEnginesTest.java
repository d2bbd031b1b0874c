package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.testkit.EngineException;
import io.sightline.testkit.EngineOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalEnginesTest {

  @Test
  void enginesThatAreNotWantedAnyMoreAreNotWaitedFor() {
    // Such as the engines that other tests share.
    List<Long> others = children();
    assertThatThrownBy(
            () ->
                LocalEngines.start(
                    EngineOptions.forTests(256),
                    EngineOptions.forTests(256),
                    new CountDownLatch(0)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("stopped before");
    awaitNoneBut(others);
  }

  @Test
  void oneThatIsInterruptedLeavesNoEngineBehind() {
    List<Long> others = children();
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () ->
                LocalEngines.start(
                    EngineOptions.forTests(256),
                    EngineOptions.forTests(256),
                    new CountDownLatch(1)))
        .isInstanceOf(InterruptedException.class);
    awaitNoneBut(others);
  }

  /**
   * What was told to go may take its time to, as may a tool that ends by itself, such as the one
   * that asks whether Elasticsearch can run as another user. An engine left behind would stay.
   */
  private static void awaitNoneBut(List<Long> others) {
    await().atMost(Duration.ofMinutes(1)).until(() -> others.containsAll(children()));
  }

  private static List<Long> children() {
    return ProcessHandle.current().children().map(ProcessHandle::pid).toList();
  }

  @Test
  void theFailureOfOneEndsTheStartOfTheOther(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("kafka"));
    assertThatThrownBy(
            () ->
                LocalEngines.start(
                    EngineOptions.forTests(256).withDataFolder(file),
                    EngineOptions.forTests(256),
                    new CountDownLatch(1)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("of Kafka cannot be written to");
  }

  @Test
  void onlyTheEnginesAreElsewhere() {
    SightlineConfig wanted =
        ConfigLoader.parse(
            """
            kafka: { topic_prefix: "p." }
            cameras: { lobby: { url: "rtsp://x/1" } }
            matching: { scan: int8 }
            watchlists: { banned: { channels: [console] } }
            channels: { console: { log: {} } }
            sightings: { grace: 2s }
            retention: { matched: 100d }
            """,
            "test",
            Map.of());
    SightlineConfig got = LocalEngines.at(wanted, "k:1", "http://e:2");
    assertThat(got.kafka().bootstrapServers()).isEqualTo("k:1");
    assertThat(got.elasticsearch().url()).isEqualTo("http://e:2");
    assertThat(got)
        .usingRecursiveComparison()
        .ignoringFields("kafka.bootstrapServers", "elasticsearch.url")
        .isEqualTo(wanted);
  }
}
