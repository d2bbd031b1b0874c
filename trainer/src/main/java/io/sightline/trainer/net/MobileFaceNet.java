package io.sightline.trainer.net;

import java.util.ArrayList;
import java.util.List;

/** MobileFaceNet (arXiv 1804.07573) up to its global depthwise convolution. */
final class MobileFaceNet extends Trunk {
  /** Channels out, expansion of the channels in, blocks, stride of the first: the paper's table. */
  private static final int[][] STAGES = {
    {64, 2, 5, 2}, {128, 4, 1, 2}, {128, 2, 6, 1}, {128, 4, 1, 2}, {128, 2, 2, 1}
  };

  private final ConvUnit stem;
  private final ConvUnit stemDepthwise;
  private final List<Bottleneck> blocks = new ArrayList<>();
  private final ConvUnit last;
  private final ConvUnit global;
  private final long channels;

  MobileFaceNet(double width) {
    long in = NetworkSpec.channels(64, width);
    stem = register_module("stem", new ConvUnit(Layers.conv3(3, in, 2), in, false));
    stemDepthwise =
        register_module(
            "stem_depthwise", new ConvUnit(Layers.conv(in, in, 3, 1, 1, in), in, false));
    for (int[] stage : STAGES) {
      long out = NetworkSpec.channels(stage[0], width);
      for (int unit = 0; unit < stage[2]; unit++) {
        Bottleneck block = new Bottleneck(in, in * stage[1], out, unit == 0 ? stage[3] : 1);
        blocks.add(register_module("block" + blocks.size(), block));
        in = out;
      }
    }
    channels = NetworkSpec.channels(512, width);
    last =
        register_module(
            "last", new ConvUnit(Layers.conv(in, channels, 1, 1, 0, 1), channels, false));
    global =
        register_module(
            "global",
            new ConvUnit(Layers.conv(channels, channels, 7, 1, 0, channels), channels, true));
  }

  @Override
  <V> V run(Ops<V> ops, V picture) {
    V x = stemDepthwise.run(ops, stem.run(ops, picture));
    for (Bottleneck block : blocks) {
      x = block.run(ops, x);
    }
    return global.run(ops, last.run(ops, x));
  }

  @Override
  long features() {
    return channels;
  }

  @Override
  List<String> bypassBeyond(NetworkType shallower) {
    return List.of();
  }

  @Override
  boolean embeddingBias() {
    return false;
  }
}
