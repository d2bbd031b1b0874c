package io.sightline.trainer.detect;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Moving average of a network's tensors over the last few hundred steps: what is exported. It is
 * better than the weights of any one step while the learning rate is high (B. Polyak, A. Juditsky,
 * 1992). Not thread-safe; without gradients.
 */
final class Average {
  private static final double KEPT = 0.997;

  private final Map<String, Tensor> tensors;
  private final Map<String, Tensor> means = new LinkedHashMap<>();

  /**
   * @param tensors by name, the network's own
   */
  Average(Map<String, Tensor> tensors) {
    this.tensors = tensors;
    tensors.forEach((name, tensor) -> means.put(name, tensor.detach().clone()));
  }

  /** Forgets all but what the tensors are now. */
  void begin() {
    tensors.forEach((name, tensor) -> means.get(name).copy_(tensor.detach()));
  }

  /**
   * Takes the tensors in.
   *
   * @param step from 0; the first steps count more, so that the initial weights are soon forgotten
   */
  void add(long step) {
    Scalar share = new Scalar(1 - Math.min(KEPT, (1.0 + step) / (10 + step)));
    tensors.forEach((name, tensor) -> means.get(name).lerp_(tensor.detach(), share));
  }

  /** By name; the average's own. */
  Map<String, Tensor> means() {
    return means;
  }
}
