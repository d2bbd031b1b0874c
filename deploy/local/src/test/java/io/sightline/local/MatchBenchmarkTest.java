package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.recognizer.engine.CudaProducts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MatchBenchmarkTest {

  @Test
  void aSmallGalleryIsMeasuredOnTheCpu() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(new MatchBenchmark(300, 8, 512, print).run(1)).isTrue();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("filling two galleries with 300 templates of 512")
        .contains("float: share of the binding limit", "8 bits: share of the binding limit")
        .contains("4 of 8 queries are named; 8 bits and float agree");
  }

  @Test
  void withoutACardThereIsNothingToMeasureOfItAlone() {
    Assumptions.assumeTrue(CudaProducts.missing().isPresent(), "there is a card");
    StringWriter err = new StringWriter();
    CommandLine command = Launcher.commandLine();
    command.setErr(new PrintWriter(err));
    assertThat(command.execute("bench", "match", "--card-only")).isEqualTo(1);
    assertThat(err.toString()).contains("no card to measure: ");
  }
}
