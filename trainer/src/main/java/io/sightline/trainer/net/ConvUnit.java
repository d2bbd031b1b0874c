package io.sightline.trainer.net;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.PReLUImpl;

/** Convolution, norm and, unless it is linear, PReLU. */
final class ConvUnit extends Module {
  private final Conv2dImpl conv;
  private final BatchNorm norm;
  private final PReLUImpl activation;

  ConvUnit(Conv2dImpl conv, long channels, boolean linear) {
    this.conv = register_module("conv", conv);
    norm = register_module("norm", new BatchNorm(channels, true));
    activation = linear ? null : register_module("prelu", Layers.prelu(channels));
  }

  <V> V run(Ops<V> ops, V x) {
    V y = ops.norm(norm, ops.conv(conv, x));
    return activation == null ? y : ops.prelu(activation, y);
  }
}
