package io.sightline.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.randn;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MtArcFaceLossTest {
  private static final LossSettings PAPER = new LossSettings(64, 0.5, true, 5e-4, 0);

  @BeforeAll
  static void oneThread() {
    set_num_threads(1);
  }

  /**
   * Two classes at 0 and 90 degrees, an embedding at 30 of length 2, s = 2, m = 0.5: logits 2
   * cos(30 deg + 0.5) = 2 * (0.8660254 * 0.8775826 - 0.5 * 0.4794255) = 1.0405920 and 2 * 0.5 = 1;
   * L_arc = ln(1 + e^(1 - 1.0405920)) = 0.6730571. Mask logits (1, 0), masked: L_mask = ln(1 + e) =
   * 1.3132617; the sum: 0.6730571 + ln(2.3132617) = 1.5117156.
   */
  @Test
  void isWhatTheHandComputes() {
    try (PointerScope scope = new PointerScope()) {
      MtArcFaceLoss.Terms terms =
          new MtArcFaceLoss(new LossSettings(2, 0.5, true, 0, 0))
              .of(
                  rows(new double[] {Math.sqrt(3), 1}, 1, 2),
                  rows(new double[] {3, 0, 0, 0.5}, 2, 2),
                  Tensor.create(0L),
                  rows(new double[] {1, 0}, 1, 2),
                  Tensor.create(1L));
      assertThat(terms.arc().item_double()).isCloseTo(0.6730571, within(1e-6));
      assertThat(terms.mask().item_double()).isCloseTo(1.3132617, within(1e-6));
      assertThat(terms.total().item_double()).isCloseTo(1.5117156, within(1e-6));
    }
  }

  /** At 170 degrees, past pi - 0.5: s (cos - m sin m) = -0.9848078 - 0.2397128. */
  @Test
  void theMarginIsSafeAtTheBack() {
    try (PointerScope scope = new PointerScope()) {
      double angle = Math.toRadians(170);
      Tensor logits =
          new MtArcFaceLoss(new LossSettings(1, 0.5, true, 0, 0))
              .logits(
                  rows(new double[] {Math.cos(angle), Math.sin(angle)}, 1, 2),
                  rows(new double[] {1, 0}, 1, 2),
                  Tensor.create(0L));
      assertThat(logits.item_double()).isCloseTo(-1.2245205, within(1e-6));
    }
  }

  @Test
  void withoutMarginAndMaskItIsACosineSoftmax() {
    try (PointerScope scope = new PointerScope()) {
      MtArcFaceLoss.Terms terms =
          new MtArcFaceLoss(new LossSettings(2, 0, false, 0, 0))
              .of(
                  rows(new double[] {1, 0}, 1, 2),
                  rows(new double[] {1, 0, 0, 1}, 2, 2),
                  Tensor.create(0L),
                  rows(new double[] {5, 0}, 1, 2),
                  Tensor.create(1L));
      assertThat(terms.total().item_double()).isCloseTo(Math.log(1 + Math.exp(-2)), within(1e-9));
    }
  }

  @ParameterizedTest
  @CsvSource({"64, 0.5, true", "16, 0.3, true", "30, 0, true", "64, 0.5, false"})
  void gradientsAreThoseOfFiniteDifferences(double scale, double margin, boolean mask) {
    manual_seed(7);
    MtArcFaceLoss loss = new MtArcFaceLoss(new LossSettings(scale, margin, mask, 0, 0));
    try (PointerScope scope = new PointerScope()) {
      Tensor label = Tensor.create(0L, 2L, 1L);
      Tensor masked = Tensor.create(1L, 0L, 1L);
      List<Tensor> inputs = List.of(leaf(3, 4), leaf(5, 4), leaf(3, 2));
      loss.of(inputs.get(0), inputs.get(1), label, inputs.get(2), masked).total().backward();
      for (int which = 0; which < (mask ? 3 : 2); which++) {
        Tensor input = inputs.get(which);
        double[] analytic = new double[(int) input.numel()];
        input.grad().contiguous().data_ptr_double().get(analytic);
        for (int i = 0; i < analytic.length; i++) {
          double up = at(loss, inputs, label, masked, input, i, 1e-6);
          double down = at(loss, inputs, label, masked, input, i, -1e-6);
          assertThat((up - down) / 2e-6)
              .as("input %d, number %d", which, i)
              .isCloseTo(analytic[i], within(1e-5 * Math.max(1, Math.abs(analytic[i]))));
        }
      }
    }
  }

  /** L_reg's gradient is 2 lambda W: one step with it is one step on the loss with the term. */
  @Test
  void decayIsTheGradientOfTheSquaredWeights() {
    try (PointerScope scope = new PointerScope()) {
      Tensor decayed = leaf(3, 2);
      Tensor explicit = decayed.detach().clone().requires_grad_(true);
      decayed.mul(decayed).mul(decayed).sum().backward();
      Tensor reg = explicit.mul(explicit).sum().mul(new org.bytedeco.pytorch.Scalar(0.01));
      explicit.mul(explicit).mul(explicit).sum().add(reg).backward();
      try (NoGradGuard guard = new NoGradGuard()) {
        new Sgd(java.util.Map.of("w", decayed), 0.9, 0.01).step(0.1);
        new Sgd(java.util.Map.of("w", explicit), 0.9, 0).step(0.1);
        assertThat(decayed.sub(explicit).abs().max().item_double()).isLessThan(1e-12);
      }
    }
  }

  @Test
  void badSettingsAreNamed() {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> new LossSettings(64, 2, true, PAPER.weightDecay(), 0))
        .hasMessageContaining("margin");
  }

  private static double at(
      MtArcFaceLoss loss,
      List<Tensor> inputs,
      Tensor label,
      Tensor masked,
      Tensor moved,
      int place,
      double by) {
    try (NoGradGuard guard = new NoGradGuard();
        PointerScope scope = new PointerScope()) {
      double before = moved.data_ptr_double().get(place);
      moved.data_ptr_double().put(place, before + by);
      double value =
          loss.of(inputs.get(0), inputs.get(1), label, inputs.get(2), masked).total().item_double();
      moved.data_ptr_double().put(place, before);
      return value;
    }
  }

  private static Tensor leaf(long rows, long columns) {
    return randn(rows, columns).to(ScalarType.Double).requires_grad_(true);
  }

  private static Tensor rows(double[] values, long rows, long columns) {
    return Tensor.create(values, rows, columns);
  }
}
