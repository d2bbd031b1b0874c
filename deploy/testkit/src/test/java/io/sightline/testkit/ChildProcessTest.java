package io.sightline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path kept;
  private EngineFolder folder;

  @BeforeEach
  void open() {
    folder = EngineFolder.open("Kafka", EngineOptions.forTests(128).withDataFolder(kept), ".lock");
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void interruptsOfTheTerminalDoNotReachIt() {
    try (ChildProcess child = child("interrupt-yourself")) {
      child.awaitSuccess(LIMIT);
    }
  }

  @Test
  void closingStopsItInOrder() {
    ChildProcess child = child("wait");
    child.awaitReady(saidIn("waiting"), LIMIT);
    child.close();
    assertThat(child.alive()).isFalse();
    assertThat(folder.tail()).contains("stopped in order");
  }

  @Test
  void oneThatIsInterruptedStopsItInOrder() {
    ChildProcess child = child("wait");
    child.awaitReady(saidIn("waiting"), LIMIT);
    Thread.currentThread().interrupt();
    child.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(child.alive()).isFalse();
    assertThat(folder.tail()).contains("stopped in order");
  }

  @Test
  void aStartWithoutAnswerGivesUpAndShowsTheEndOfTheLog() {
    try (ChildProcess child = child("wait")) {
      child.awaitReady(saidIn("waiting"), LIMIT);
      assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofMillis(1)))
          .hasMessageContaining("did not answer within 0 s")
          .hasMessageContaining(folder.log().toString())
          .hasMessageContaining("waiting");
    }
  }

  @Test
  void anEarlyEndIsTold() {
    try (ChildProcess child = child("fail")) {
      assertThatThrownBy(() -> child.awaitReady(() -> false, LIMIT))
          .hasMessageContaining("Kafka ended with exit code 3");
      assertThatThrownBy(child::requireAlive).hasMessageContaining("exit code 3");
    }
  }

  @Test
  void whatAnEarlierOneHasLoggedIsNotItsReason() throws Exception {
    Files.writeString(folder.log(), Ports.TAKEN + "\n");
    try (ChildProcess child = child("fail")) {
      assertThatThrownBy(() -> child.awaitReady(() -> false, LIMIT))
          .hasMessageContaining("exit code 3")
          .hasMessageNotContaining(Ports.TAKEN);
      Files.writeString(folder.log(), Ports.TAKEN + "\nends\n", StandardOpenOption.APPEND);
      assertThatThrownBy(child::requireAlive)
          .hasMessageContaining("ends")
          .hasMessageContaining("3; " + Ports.TAKEN);
    }
  }

  private BooleanSupplier saidIn(String word) {
    return () -> Files.exists(folder.console()) && folder.tail().contains(word);
  }

  private ChildProcess child(String what) {
    List<String> java =
        List.of(
            JavaHomes.own().resolve("bin/java").toString(),
            "-Xmx32m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Tether.class.getName(),
            ChildProgram.class.getName(),
            what);
    return ChildProcess.start("Kafka", new EngineCommand(List.of(), java, kept, Map.of()), folder);
  }
}
