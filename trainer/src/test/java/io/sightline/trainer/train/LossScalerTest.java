package io.sightline.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.pytorch.global.torch.ones;

import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class LossScalerTest {

  @Test
  void gradientsComeOutAsIfNeverScaled() {
    LossScaler scaler = new LossScaler(Precision.FP16);
    Tensor weight = ones(3).requires_grad_(true);
    scaler.scale(weight.mul(new Scalar(2)).sum()).backward();
    assertThat(weight.grad().sum().item_float()).isEqualTo((float) (6 * scaler.factor()));
    try (NoGradGuard guard = new NoGradGuard()) {
      assertThat(scaler.unscale(List.of(weight))).isTrue();
      assertThat(weight.grad().sum().item_float()).isEqualTo(6f);
    }
  }

  @Test
  void anOverflowSkipsTheStepAndHalvesTheFactor() {
    LossScaler scaler = new LossScaler(Precision.FP16);
    double before = scaler.factor();
    Tensor weight = ones(3).requires_grad_(true);
    scaler.scale(weight.mul(new Scalar(1e38)).sum()).backward();
    try (NoGradGuard guard = new NoGradGuard()) {
      assertThat(scaler.unscale(List.of(weight))).isFalse();
    }
    assertThat(scaler.factor()).isEqualTo(before / 2);
  }

  @Test
  void otherPrecisionsAreLeftAlone() {
    LossScaler scaler = new LossScaler(Precision.BF16);
    Tensor loss = ones(1);
    assertThat(scaler.scale(loss)).isSameAs(loss);
    assertThat(scaler.unscale(List.of())).isTrue();
  }
}
