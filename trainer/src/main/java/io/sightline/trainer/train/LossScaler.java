package io.sightline.trainer.train;

import java.util.Collection;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Keeps fp16 gradients from vanishing: the loss is multiplied by a factor, the gradients divided by
 * it. When one is not finite the step is left out and the factor halved; after 2000 good steps it
 * is doubled. Factor 1, for the other precisions, switches it off. Not thread-safe.
 */
final class LossScaler {
  private static final double FIRST = 65536;
  private static final int GROW_AFTER = 2000;
  private double factor;
  private int good;

  LossScaler(Precision precision) {
    factor = precision == Precision.FP16 ? FIRST : 1;
  }

  Tensor scale(Tensor loss) {
    return factor == 1 ? loss : loss.mul(new Scalar(factor));
  }

  /**
   * Divides the gradients, where they are.
   *
   * @return whether the step is to be taken
   */
  boolean unscale(Collection<Tensor> weights) {
    if (factor == 1) {
      return true;
    }
    Tensor sum = null;
    for (Tensor weight : weights) {
      Tensor grad = weight.grad();
      if (grad.defined()) {
        grad.mul_(new Scalar(1 / factor));
        sum = sum == null ? grad.sum() : sum.add(grad.sum());
      }
    }
    boolean finite = sum == null || Double.isFinite(sum.item_double());
    good = finite ? good + 1 : 0;
    if (!finite) {
      factor = Math.max(2, factor / 2);
    } else if (good == GROW_AFTER) {
      factor *= 2;
      good = 0;
    }
    return finite;
  }

  double factor() {
    return factor;
  }

  void restore(double saved) {
    factor = saved;
  }
}
