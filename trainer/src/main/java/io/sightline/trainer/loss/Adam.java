package io.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.zeros_like;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Adam with decoupled weight decay (arXiv 1711.05101), for short trainings. Decay falls on kernels
 * and matrices. Written out for the reason {@link Sgd} is. Not thread-safe; to be called without
 * gradients.
 */
public final class Adam {
  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;
  private static final double EPSILON = 1e-8;

  private final Map<String, Tensor> weights;
  private final Map<String, Tensor> moments = new LinkedHashMap<>();
  private final double decay;

  /**
   * @param weights by name, all of them trained
   */
  public Adam(Map<String, Tensor> weights, double decay) {
    this.weights = weights;
    this.decay = decay;
    weights.forEach(
        (name, weight) -> {
          moments.put("first." + name, zeros_like(weight.detach()));
          moments.put("second." + name, zeros_like(weight.detach()));
        });
  }

  /**
   * Moves the weights, and forgets the gradients.
   *
   * @param step from 0
   */
  public void step(double rate, long step) {
    double first = 1 - Math.pow(FIRST, step + 1);
    double second = 1 - Math.pow(SECOND, step + 1);
    weights.forEach(
        (name, weight) -> {
          Tensor grad = weight.grad();
          Tensor m = moments.get("first." + name);
          Tensor v = moments.get("second." + name);
          m.mul_(new Scalar(FIRST)).add_(grad, new Scalar(1 - FIRST));
          v.mul_(new Scalar(SECOND)).addcmul_(grad, grad, new Scalar(1 - SECOND));
          if (decay > 0 && weight.dim() > 1) {
            weight.mul_(new Scalar(1 - rate * decay));
          }
          Tensor spread = v.div(new Scalar(second)).sqrt().add(new Scalar(EPSILON));
          weight.addcdiv_(m, spread, new Scalar(-rate / first));
          weight.mutable_grad().reset();
        });
  }

  /** The state by name; the tensors are the optimiser's own. */
  public Map<String, Tensor> moments() {
    return moments;
  }
}
