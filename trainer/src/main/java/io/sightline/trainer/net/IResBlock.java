package io.sightline.trainer.net;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.PReLUImpl;

/**
 * The improved residual block: norm, 3x3, norm, PReLU, 3x3 (stride), norm; beside it the input as
 * it is, or 1x1 and norm where the shape changes.
 */
final class IResBlock extends Module {
  private final BatchNorm norm1;
  private final Conv2dImpl conv1;
  private final BatchNorm norm2;
  private final PReLUImpl activation;
  private final Conv2dImpl conv2;
  private final BatchNorm norm3;
  private final Conv2dImpl shortcut;
  private final BatchNorm shortcutNorm;

  IResBlock(long in, long out, long stride) {
    norm1 = register_module("norm1", new BatchNorm(in, true));
    conv1 = register_module("conv1", Layers.conv3(in, out, 1));
    norm2 = register_module("norm2", new BatchNorm(out, true));
    activation = register_module("prelu", Layers.prelu(out));
    conv2 = register_module("conv2", Layers.conv3(out, out, stride));
    norm3 = register_module("norm3", new BatchNorm(out, true));
    boolean same = stride == 1 && in == out;
    shortcut = same ? null : register_module("shortcut", Layers.conv(in, out, 1, stride, 0, 1));
    shortcutNorm = same ? null : register_module("shortcut_norm", new BatchNorm(out, true));
  }

  /** Gives on what it gets, until it learns to add to it. Without gradients. */
  void bypass() {
    norm3.weight().zero_();
    norm3.bias().zero_();
  }

  <V> V run(Ops<V> ops, V x) {
    V y = ops.conv(conv1, ops.norm(norm1, x));
    y = ops.conv(conv2, ops.prelu(activation, ops.norm(norm2, y)));
    y = ops.norm(norm3, y);
    V beside = shortcut == null ? x : ops.norm(shortcutNorm, ops.conv(shortcut, x));
    return ops.add(y, beside);
  }
}
