package io.sightline.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class SgdTest {

  @Test
  void twoStepsAreAsByHand() {
    Tensor matrix = Tensor.create(new float[] {1, -2}, 1, 2).requires_grad_(true);
    Tensor bias = Tensor.create(new float[] {1, -2}, 2).requires_grad_(true);
    Tensor still = Tensor.create(new float[] {1, -2}, 2);
    Sgd sgd = new Sgd(Map.of("matrix", matrix, "bias", bias, "still", still), 0.9, 0.1);
    Tensor gradient = Tensor.create(new float[] {0.5f, 1}, 2);
    for (int step = 0; step < 2; step++) {
      matrix.mul(gradient).sum().add(bias.mul(gradient).sum()).backward();
      try (NoGradGuard guard = new NoGradGuard()) {
        sgd.step(0.1);
        sgd.zeroGrad();
      }
    }
    // v = [0.5, 1] + 0.2 [1, -2] = [0.7, 0.6], W = [0.93, -2.06]; then
    // v = 0.9 [0.7, 0.6] + [0.5, 1] + 0.2 [0.93, -2.06] = [1.316, 1.128], W = [0.7984, -2.1728].
    assertThat(values(matrix)).containsExactly(new float[] {0.7984f, -2.1728f}, within(1e-6f));
    // Without decay: v = [0.5, 1], W = [0.95, -2.1]; v = [0.95, 1.9], W = [0.855, -2.29].
    assertThat(values(bias)).containsExactly(new float[] {0.855f, -2.29f}, within(1e-6f));
    assertThat(values(still)).containsExactly(1, -2);
    assertThat(sgd.velocities()).containsOnlyKeys("matrix", "bias");
  }

  private static float[] values(Tensor tensor) {
    float[] values = new float[(int) tensor.numel()];
    tensor.detach().data_ptr_float().get(values);
    return values;
  }
}
