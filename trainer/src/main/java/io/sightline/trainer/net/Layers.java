package io.sightline.trainer.net;

import static org.bytedeco.pytorch.global.torch.kaiming_normal_;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.PReLUImpl;
import org.bytedeco.pytorch.PReLUOptions;

/** Layers as face networks use them. */
final class Layers {

  private Layers() {}

  /** Square kernel, no bias (a normalisation follows), He's initial weights. */
  static Conv2dImpl conv(long in, long out, long kernel, long stride, long padding, long groups) {
    Conv2dOptions options = new Conv2dOptions(in, out, new LongPointer(kernel, kernel));
    options.stride().put(new LongPointer(stride, stride));
    options.padding().put(new LongPointer(padding, padding));
    options.groups().put(groups);
    options.bias().put(false);
    Conv2dImpl conv = new Conv2dImpl(options);
    kaiming_normal_(conv.weight());
    return conv;
  }

  /** 3x3, padded, all channels. */
  static Conv2dImpl conv3(long in, long out, long stride) {
    return conv(in, out, 3, stride, 1, 1);
  }

  /** Gives nothing, whatever comes in. */
  static void zero(LinearImpl layer) {
    try (NoGradGuard guard = new NoGradGuard()) {
      layer.weight().zero_();
      layer.bias().zero_();
    }
  }

  /** One slope for each channel; the reference has one for each pixel, which is a mistake. */
  static PReLUImpl prelu(long channels) {
    PReLUOptions options = new PReLUOptions();
    options.num_parameters().put(channels);
    return new PReLUImpl(options);
  }
}
