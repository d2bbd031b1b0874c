package io.sightline.trainer.export;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Tensor;

/** A value of the network while it is written as ONNX. */
sealed interface OnnxValue {

  /** Is in the graph under this name. */
  record Written(String name) implements OnnxValue {}

  /**
   * A layer's result that a normalisation may still be folded into.
   *
   * @param layer the convolution; null for a dense layer
   * @param bias null when there is none
   */
  record Layer(String input, Conv2dImpl layer, Tensor weight, Tensor bias) implements OnnxValue {}

  /** {@code scale * input + shift} for each channel, which the next layer may still take in. */
  record Scaled(String input, Tensor scale, Tensor shift) implements OnnxValue {}
}
