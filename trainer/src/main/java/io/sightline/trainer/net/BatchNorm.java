package io.sightline.trainer.net;

import static org.bytedeco.pytorch.global.torch.batch_norm;
import static org.bytedeco.pytorch.global.torch.ones;
import static org.bytedeco.pytorch.global.torch.zeros;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * Batch normalisation of channel 1 of [N, C] or [N, C, H, W], with the reference's constants:
 * epsilon 2e-5, running statistics moved by a tenth each step. libtorch's own classes are two, one
 * for each rank, and hide their statistics from Java.
 */
public final class BatchNorm extends Module {
  static final double EPSILON = 2e-5;
  private static final double MOMENTUM = 0.1;

  private final Tensor weight;
  private final Tensor bias;
  private final Tensor mean;
  private final Tensor variance;
  private boolean frozen;

  /**
   * @param scaled whether the scale is learnt; else it stays one
   */
  BatchNorm(long channels, boolean scaled) {
    weight = own(register_parameter("weight", ones(channels), scaled));
    bias = own(register_parameter("bias", zeros(channels)));
    mean = own(register_buffer("running_mean", zeros(channels)));
    variance = own(register_buffer("running_var", ones(channels)));
  }

  /** What registering returns points into a list that moves as it grows. */
  private static Tensor own(Tensor registered) {
    return new Tensor(registered);
  }

  Tensor forward(Tensor x) {
    return batch_norm(
        x,
        new TensorOptional(weight),
        new TensorOptional(bias),
        new TensorOptional(mean),
        new TensorOptional(variance),
        is_training() && !frozen,
        MOMENTUM,
        EPSILON,
        true);
  }

  /** Whether the running statistics are used, and left as they are, in training too. */
  public void freeze(boolean on) {
    frozen = on;
  }

  /** The factor of each channel in use: y = scale * x + shift. */
  public Tensor scale() {
    return weight.div(variance.add(new Scalar(EPSILON)).sqrt());
  }

  /** What is added to each channel in use. */
  public Tensor shift() {
    return bias.sub(mean.mul(scale()));
  }

  public Tensor weight() {
    return weight;
  }

  public Tensor bias() {
    return bias;
  }

  public Tensor mean() {
    return mean;
  }

  public Tensor variance() {
    return variance;
  }

  /**
   * Takes new statistics and keeps {@link #scale} and {@link #shift} as they are. To be called
   * without gradients.
   */
  public void restate(Tensor newMean, Tensor newVariance) {
    set(scale(), shift(), newMean, newVariance);
  }

  /** Becomes y = scale * x + shift, told by these statistics. Without gradients. */
  public void set(Tensor scale, Tensor shift, Tensor newMean, Tensor newVariance) {
    weight.copy_(scale.mul(newVariance.add(new Scalar(EPSILON)).sqrt()));
    bias.copy_(shift.add(scale.mul(newMean)));
    mean.copy_(newMean);
    variance.copy_(newVariance);
  }
}
