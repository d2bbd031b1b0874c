package io.sightline.trainer.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.PReLUImpl;

/**
 * LResNet-E-IR (arXiv 1801.07698): a stem without pooling, four stages of {@link IResBlock} that
 * halve the picture, a last normalisation.
 */
final class IResNet extends Trunk {
  private static final int SIDE = 112 >> 4;

  private final Conv2dImpl stem;
  private final BatchNorm stemNorm;
  private final PReLUImpl stemActivation;
  private final Map<String, IResBlock> blocks = new LinkedHashMap<>();
  private final BatchNorm lastNorm;
  private final long channels;

  /**
   * @param units blocks of each stage
   * @param width factor of the channels 64, 128, 256, 512
   * @param stemStride of the first convolution; with 2 the first stage keeps the size
   */
  IResNet(List<Integer> units, double width, int stemStride) {
    long in = NetworkSpec.channels(64, width);
    stem = register_module("stem", Layers.conv3(3, in, stemStride));
    stemNorm = register_module("stem_norm", new BatchNorm(in, true));
    stemActivation = register_module("stem_prelu", Layers.prelu(in));
    for (int stage = 0; stage < units.size(); stage++) {
      long out = NetworkSpec.channels(64 << stage, width);
      int stride = stage == 0 ? 2 / stemStride : 2;
      for (int unit = 0; unit < units.get(stage); unit++) {
        IResBlock block = new IResBlock(in, out, unit == 0 ? stride : 1);
        blocks.put(name(stage, unit), register_module(name(stage, unit), block));
        in = out;
      }
    }
    lastNorm = register_module("norm", new BatchNorm(in, true));
    channels = in;
  }

  private static String name(int stage, int unit) {
    return "stage" + (stage + 1) + "_" + unit;
  }

  @Override
  <V> V run(Ops<V> ops, V picture) {
    V x = ops.prelu(stemActivation, ops.norm(stemNorm, ops.conv(stem, picture)));
    for (IResBlock block : blocks.values()) {
      x = block.run(ops, x);
    }
    return ops.norm(lastNorm, x);
  }

  @Override
  List<String> bypassBeyond(NetworkType shallower) {
    List<String> beyond = new ArrayList<>(blocks.keySet());
    List<Integer> units = shallower.units();
    for (int stage = 0; stage < units.size(); stage++) {
      for (int unit = 0; unit < units.get(stage); unit++) {
        beyond.remove(name(stage, unit));
      }
    }
    beyond.forEach(name -> blocks.get(name).bypass());
    return beyond;
  }

  @Override
  long features() {
    return channels * SIDE * SIDE;
  }

  @Override
  boolean embeddingBias() {
    return true;
  }
}
