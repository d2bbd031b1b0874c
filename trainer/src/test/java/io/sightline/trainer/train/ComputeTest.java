package io.sightline.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.bytedeco.pytorch.global.torch.cuda_is_available;
import static org.bytedeco.pytorch.global.torch.globalContext;

import io.sightline.trainer.device.Libtorch;
import io.sightline.trainer.device.WantedDevice;
import org.junit.jupiter.api.Test;

class ComputeTest {

  @Test
  void theCpuIsTakenWhereItIsWantedThoughThereBeACard() {
    Compute compute = Compute.choose(WantedDevice.CPU, Precision.AUTO, 1);
    assertThat(compute.cuda()).isFalse();
    assertThat(compute.precision()).isEqualTo(Precision.FP32);
  }

  @Test
  void aCardThatIsWantedAndNotThereIsRefusedWithWhatIsMissing() {
    assumeThat(cuda_is_available()).isFalse();
    assertThatThrownBy(() -> Compute.choose(WantedDevice.CUDA, Precision.AUTO, 1))
        .isInstanceOf(TrainingException.class)
        .hasMessage("there is no CUDA device: " + Libtorch.withoutDevice())
        .hasMessageContaining(Libtorch.hasCuda() ? "CUDA" : "-Pgpu");
    assertThat(Compute.choose(WantedDevice.AUTO, Precision.AUTO, 1).cuda()).isFalse();
  }

  /** A flag that libtorch has without a card, too. */
  @Test
  void convolutionsOf32BitsRoundTo32() {
    Compute.choose(WantedDevice.AUTO, Precision.BF16, 1);
    assertThat(globalContext().allowTF32CuDNN()).isTrue();
    Compute.choose(WantedDevice.AUTO, Precision.FP32, 1);
    assertThat(globalContext().allowTF32CuDNN()).isFalse();
  }

  @Test
  void withACardDecodingGetsTheCores() {
    assertThat(MachineOptions.workers(false, 16, 1)).isEqualTo(8);
    assertThat(MachineOptions.workers(true, 16, 1)).isEqualTo(14);
    assertThat(MachineOptions.workers(true, 16, 4)).isEqualTo(3);
    assertThat(MachineOptions.workers(true, 2, 1)).isEqualTo(1);
    assertThat(MachineOptions.workers(false, 1, 1)).isEqualTo(1);
  }
}
