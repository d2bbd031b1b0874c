package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class GpuStreetBenchTest {

  @Test
  void measuresOnTheCpu() {
    StringWriter out = new StringWriter();
    CommandLine command = Launcher.commandLine();
    command.setOut(new PrintWriter(out));
    int code =
        command.execute(
            "bench",
            "gpu-street",
            "--cameras=5",
            "--seconds=1",
            "--batch=6",
            "--engine=onnxruntime",
            "--models=bundled");
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("5 cameras, 6 frames a batch")
        .contains("onnxruntime", "pictures by OpenCV")
        .containsPattern("\\| whole recogniser \\| \\d+\\.\\d \\| \\d+\\.\\d \\|")
        .containsPattern("\\| its engine calls alone \\| \\d+\\.\\d \\|")
        .contains("| decode |", "| detect |", "| crop |", "| judge |", "| embed |")
        .containsPattern("\\d+\\.\\d % of the engine calls' rate; most of the time goes to: ");
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    StringWriter err = new StringWriter();
    CommandLine command = Launcher.commandLine();
    command.setErr(new PrintWriter(err));
    assertThat(command.execute("bench", "gpu-street", "--cameras=0")).isNotZero();
    assertThat(err.toString()).contains("--cameras");
  }
}
