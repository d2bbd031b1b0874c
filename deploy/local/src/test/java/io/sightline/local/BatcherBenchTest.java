package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BatcherBenchTest {

  @Test
  void thePageShowsWhatTheCommandPrints() throws Exception {
    Path page = Path.of(System.getProperty("sightline.root"), "docs", "benchmarks", "batcher.md");
    StringWriter out = new StringWriter();
    CommandLine command = Launcher.commandLine();
    command.setOut(new PrintWriter(out));
    assertThat(command.execute("bench", "batcher")).isZero();
    assertThat(out.toString().lines()).hasSizeGreaterThan(15);
    assertThat(Files.readAllLines(page)).containsAll(out.toString().lines().toList());
  }
}
