package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, once and twice, in a process of its own. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StopHookTest {
  private static final int SECONDS = 60;

  @TempDir private Path folder;
  private Process process;

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void ctrlCEndsInOrder() throws Exception {
    BufferedReader out = start("at once");
    assertThat(out.readLine()).isEqualTo("runs");
    interrupt();
    assertThat(out.readLine()).startsWith("stopping ...");
    assertThat(out.readLine()).isEqualTo("is done");
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
  }

  /** As from {@code sudo} or {@code timeout}, which pass on what the terminal has sent to all. */
  @Test
  void oneThatComesTwiceIsOne() throws Exception {
    BufferedReader out = start("after two");
    assertThat(out.readLine()).isEqualTo("runs");
    interrupt();
    assertThat(out.readLine()).startsWith("stopping ...");
    interrupt();
    process.getOutputStream().close();
    assertThat(out.readLine()).isEqualTo("is done");
  }

  @Test
  void aSecondCtrlCEndsAtOnceAndLeavesNoEngineBehind() throws Exception {
    BufferedReader out = start("never");
    assertThat(out.readLine()).startsWith("runs with Kafka");
    List<ProcessHandle> engines = process.descendants().toList();
    assertThat(engines).isNotEmpty();
    interrupt();
    assertThat(out.readLine()).isEqualTo("stopping ... Ctrl-C now ends it at once");
    assertThat(process.isAlive()).isTrue();
    interrupt();
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    for (ProcessHandle engine : engines) {
      engine.onExit().get(SECONDS, TimeUnit.SECONDS);
    }
  }

  private void interrupt() throws Exception {
    String pid = String.valueOf(process.pid());
    // The shell's own: a program for it is not everywhere.
    assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -INT " + pid).start().waitFor()).isZero();
  }

  /** Its output and what it complains of, in one. */
  private BufferedReader start(String how) throws Exception {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    process =
        new ProcessBuilder(
                // A build in the background may ignore interrupts, and so would all it starts.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                StopProgram.class.getName(),
                how)
            .redirectErrorStream(true)
            .start();
    return process.inputReader();
  }
}
