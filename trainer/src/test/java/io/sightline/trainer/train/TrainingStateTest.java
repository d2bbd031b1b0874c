package io.sightline.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.junit.jupiter.api.Test;

class TrainingStateTest {

  @Test
  void centresThatNoMemoryHoldsAreExplained() throws IOException {
    // A system that promises what it does not have would suffer here.
    Path promises = Path.of("/proc/sys/vm/overcommit_memory");
    assumeThat(promises).exists();
    assumeThat(Files.readString(promises).strip()).isNotEqualTo("1");
    Compute cpu = new Compute(new Device(DeviceType.CPU), Precision.FP32);
    Recipe recipe =
        TrainingJobTest.recipe(
            Map.of("network.type", "mobilefacenet", "network.embedding", "4096"));
    assertThatThrownBy(() -> new TrainingState(recipe, Integer.MAX_VALUE, cpu))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("does not hold the network and the centres of 2147483647 identities")
        .hasMessageContaining("67108863 MiB")
        .hasMessageContaining("loss.sampled_classes")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }
}
