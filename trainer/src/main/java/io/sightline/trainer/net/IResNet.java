package io.sightline.trainer.net;

import java.util.ArrayList;
import java.util.List;
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
  private final List<IResBlock> blocks = new ArrayList<>();
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
        blocks.add(register_module("stage" + (stage + 1) + "_" + unit, block));
        in = out;
      }
    }
    lastNorm = register_module("norm", new BatchNorm(in, true));
    channels = in;
  }

  @Override
  <V> V run(Ops<V> ops, V picture) {
    V x = ops.prelu(stemActivation, ops.norm(stemNorm, ops.conv(stem, picture)));
    for (IResBlock block : blocks) {
      x = block.run(ops, x);
    }
    return ops.norm(lastNorm, x);
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
