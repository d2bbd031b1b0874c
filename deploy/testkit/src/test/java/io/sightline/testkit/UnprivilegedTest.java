package io.sightline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnprivilegedTest {
  // The temporary folder of a test is closed to all but its owner.
  @TempDir private Path closed;

  @BeforeEach
  void onlyAsRoot() {
    assumeTrue(Unprivileged.needed(), "rights can be given up by root alone");
  }

  @Test
  void nobodyKeepsNoRightWithoutNeed() throws Exception {
    List<String> command = Unprivileged.command("Elasticsearch", List.of(Path.of("/bin/sh")));
    assertThat(said(command, "id", "-u")).isEqualTo("65534");
    assertThat(said(command, "grep", "CapEff", "/proc/self/status")).endsWith("0000000000000000");
  }

  @Test
  void closedFoldersAreOpenedByOneRight() throws Exception {
    Path secret = Files.writeString(closed.resolve("file"), "inside");
    List<String> command = Unprivileged.command("Elasticsearch", List.of(secret));
    assertThat(said(command, "id", "-u")).isEqualTo("65534");
    assertThat(said(command, "cat", secret.toString())).isEqualTo("inside");
  }

  @Test
  void whatCannotBeReadIsNamed() {
    Path absent = closed.resolve("absent");
    assertThatThrownBy(() -> Unprivileged.command("Elasticsearch", List.of(absent)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("Elasticsearch refuses to run as root")
        .hasMessageContaining(absent.toString());
  }

  private static String said(List<String> prefix, String... program)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of(program));
    Process process = new ProcessBuilder(command).start();
    String said = new String(process.getInputStream().readAllBytes()).strip();
    assertThat(process.waitFor()).isZero();
    return said;
  }
}
