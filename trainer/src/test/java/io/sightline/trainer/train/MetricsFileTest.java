package io.sightline.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {
  @TempDir Path folder;

  @Test
  void aLineIsTheMeanSinceTheOneBefore() throws IOException {
    steps(0, 12);
    assertThat(lines())
        .containsExactly(
            "step,rate,arc,mask,total",
            "9,0.500000,4.50000,2.00000,9.00000",
            "11,0.500000,10.50000,2.00000,21.00000");
  }

  @Test
  void aResumedTrainingHasItsLinesAtTheSameSteps() throws IOException {
    steps(0, 14);
    // Stopped, and gone on from a checkpoint before the last step.
    steps(13, 31);
    assertThat(lines())
        .containsExactly(
            "step,rate,arc,mask,total",
            "9,0.500000,4.50000,2.00000,9.00000",
            "19,0.500000,16.00000,2.00000,32.00000",
            "29,0.500000,24.50000,2.00000,49.00000",
            "30,0.500000,30.00000,2.00000,60.00000");
  }

  private void steps(int first, int end) {
    try (MetricsFile metrics = new MetricsFile(folder, first)) {
      for (int step = first; step < end; step++) {
        metrics.add(step, new StepLoss(step, 2, 2 * step), 0.5);
      }
    }
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(folder.resolve("metrics.csv"));
  }
}
