package io.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.zeros_like;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Stochastic gradient descent with momentum, as libtorch's: {@code v = momentum v + grad + 2 lambda
 * W; W = W - rate v}. Decay falls on matrices and kernels, not on biases, norms and slopes. Written
 * out because the state of libtorch's own class cannot be reached by name. Not thread-safe; to be
 * called without gradients.
 */
public final class Sgd {
  private final Map<String, Tensor> weights = new LinkedHashMap<>();
  private final Map<String, Tensor> velocities = new LinkedHashMap<>();
  private final double momentum;
  private final double lambda;

  /**
   * @param weights by name; those that need no gradient are left alone
   * @param lambda of {@code L_reg = lambda * sum(W^2)}
   */
  public Sgd(Map<String, Tensor> weights, double momentum, double lambda) {
    this.momentum = momentum;
    this.lambda = lambda;
    weights.forEach(
        (name, weight) -> {
          if (weight.requires_grad()) {
            this.weights.put(name, weight);
            velocities.put(name, zeros_like(weight.detach()));
          }
        });
  }

  /** One step; weights without a gradient stay. */
  public void step(double rate) {
    weights.forEach(
        (name, weight) -> {
          Tensor grad = weight.grad();
          if (grad.defined()) {
            update(weight, velocities.get(name), grad, rate, momentum, lambda);
          }
        });
  }

  static void update(
      Tensor weight, Tensor velocity, Tensor grad, double rate, double momentum, double lambda) {
    velocity.mul_(new Scalar(momentum)).add_(grad);
    if (lambda > 0 && weight.dim() > 1) {
      velocity.add_(weight, new Scalar(2 * lambda));
    }
    weight.add_(velocity, new Scalar(-rate));
  }

  /** Forgets all gradients. */
  public void zeroGrad() {
    for (Tensor weight : weights.values()) {
      weight.mutable_grad().reset();
    }
  }

  /** Those that are trained, by name. */
  public Map<String, Tensor> weights() {
    return weights;
  }

  /** The state by weight name; the tensors are the optimiser's own. */
  public Map<String, Tensor> velocities() {
    return velocities;
  }
}
