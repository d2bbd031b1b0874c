package io.sightline.trainer.net;

import org.bytedeco.pytorch.Module;

/**
 * MobileFaceNet's block: 1x1 to {@code inner} channels, 3x3 on each alone (stride), linear 1x1;
 * with the input added where the shape stays.
 */
final class Bottleneck extends Module {
  private final ConvUnit expand;
  private final ConvUnit depthwise;
  private final ConvUnit project;
  private final boolean residual;

  Bottleneck(long in, long inner, long out, long stride) {
    expand =
        register_module("expand", new ConvUnit(Layers.conv(in, inner, 1, 1, 0, 1), inner, false));
    depthwise =
        register_module(
            "depthwise",
            new ConvUnit(Layers.conv(inner, inner, 3, stride, 1, inner), inner, false));
    project =
        register_module("project", new ConvUnit(Layers.conv(inner, out, 1, 1, 0, 1), out, true));
    residual = stride == 1 && in == out;
  }

  <V> V run(Ops<V> ops, V x) {
    V y = project.run(ops, depthwise.run(ops, expand.run(ops, x)));
    return residual ? ops.add(y, x) : y;
  }
}
