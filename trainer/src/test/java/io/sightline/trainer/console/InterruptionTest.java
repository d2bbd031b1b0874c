package io.sightline.trainer.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In processes of their own, which are stopped by SIGTERM. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class InterruptionTest {

  /** Waits to be stopped, and then fails if told to. */
  static final class Work {
    private Work() {}

    public static void main(String[] args) throws InterruptedException {
      try (Interruption interruption = new Interruption()) {
        interruption.failed(new IllegalStateException("not asked yet"), true);
        System.out.println("working");
        while (!interruption.asked()) {
          Thread.sleep(5);
        }
        if (args[0].equals("fails")) {
          interruption.failed(new IllegalStateException("the disk is full"), true);
        }
        System.out.println("kept");
      }
    }
  }

  private record Outcome(int code, List<String> lines) {}

  @Test
  void workThatEndsWellEndsWithTheSignalsCode() throws Exception {
    assertThat(stopped("works")).isEqualTo(new Outcome(128 + 15, List.of("kept")));
  }

  @Test
  void aFailureIsToldAndItsCodeIsOne() throws Exception {
    assertThat(stopped("fails")).isEqualTo(new Outcome(1, List.of("the disk is full")));
  }

  private static Outcome stopped(String how) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                Work.class.getName(),
                how)
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(output.readLine()).isEqualTo("working");
      process.toHandle().destroy(); // the process itself would close what is read
      List<String> rest = output.lines().toList();
      return new Outcome(process.waitFor(), rest);
    } finally {
      process.destroyForcibly();
    }
  }
}
