package io.sightline.trainer.net;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;

/** Convolution over all channels, norm, ReLU: one operation once exported. */
final class DenseUnit extends Module {
  private final Conv2dImpl conv;
  private final BatchNorm norm;

  DenseUnit(long in, long out, long kernel, long stride) {
    conv = register_module("conv", Layers.conv(in, out, kernel, stride, kernel / 2, 1));
    norm = register_module("norm", new BatchNorm(out, true));
  }

  <V> V run(PyramidOps<V> ops, V x) {
    return ops.relu(linear(ops, x));
  }

  /** Without the ReLU. */
  <V> V linear(PyramidOps<V> ops, V x) {
    return ops.norm(norm, ops.conv(conv, x));
  }
}
