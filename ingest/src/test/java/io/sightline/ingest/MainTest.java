package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir private Path folder;

  @Test
  void everyMistakeInTheConfigurationIsPrinted() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("bad.yaml"),
            """
            cameras:
              lobby: { fps: 500, ulr: x }
            kafka: { partitions: 0 }
            """);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(printed, true));
    int code;
    try {
      code = Main.run("--config", file.toString());
    } finally {
      System.setErr(before);
    }
    assertThat(code).isEqualTo(2);
    assertThat(printed.toString())
        .contains("cameras.lobby", "fps", "ulr", "partitions", "bad.yaml");
  }

  @Test
  void helpAndAMissingArgument() {
    assertThat(Main.run("--help")).isZero();
    assertThat(Main.run()).isEqualTo(2);
    assertThat(Main.run("--config", folder.resolve("none.yaml").toString())).isEqualTo(2);
  }
}
