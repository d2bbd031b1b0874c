package io.sightline.trainer.net;

import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A face detector after YuNet (W. Wu et al., 2023): anchor-free, one face a cell, maps of strides
 * 8, 16 and 32 that are merged from coarse to fine. Where YuNet has depthwise convolutions this has
 * dense ones of few channels, which suit training on a CPU. Input [N, 3, H, W], RGB, (x - 127.5) /
 * 127.5, sides multiples of 32. Not thread-safe. To be built outside any PointerScope that ends
 * before it.
 */
public final class DetectorNetwork extends Module {
  /** Strides of the maps, fine to coarse. */
  public static final List<Integer> STRIDES = List.of(8, 16, 32);

  /**
   * Channels of a map: logit of the class, logit of objectness, box (4) and landmarks (10) as
   * YuNet's decoder reads them.
   */
  public static final int VALUES = 16;

  private static final int MERGED = 48;

  /** Objectness of a network that has seen nothing: faces are rare. */
  private static final double RARE = -4.5;

  private final DenseUnit stem;
  private final DenseUnit quarter;
  private final DetectorStage eighth;
  private final DetectorStage sixteenth;
  private final DetectorStage coarsest;
  private final DenseUnit[] lateral = new DenseUnit[3];
  private final DenseUnit[] merge = new DenseUnit[3];
  private final Conv2dImpl[] head = new Conv2dImpl[3];

  /** With initial weights drawn from libtorch's generator. */
  public DetectorNetwork() {
    stem = register_module("stem", new DenseUnit(3, 16, 3, 2));
    quarter = register_module("quarter", new DenseUnit(16, 32, 3, 2));
    eighth = register_module("eighth", new DetectorStage(32, 48, 1));
    sixteenth = register_module("sixteenth", new DetectorStage(48, 64, 1));
    coarsest = register_module("coarsest", new DetectorStage(64, 64, 1));
    int[] channels = {48, 64, 64};
    for (int i = 0; i < 3; i++) {
      lateral[i] = register_module("lateral" + i, new DenseUnit(channels[i], MERGED, 1, 1));
      merge[i] = register_module("merge" + i, new DenseUnit(MERGED, MERGED, 3, 1));
      head[i] = register_module("head" + i, head());
    }
  }

  private static Conv2dImpl head() {
    Conv2dImpl conv = new Conv2dImpl(new Conv2dOptions(MERGED, VALUES, new LongPointer(1, 1)));
    try (NoGradGuard guard = new NoGradGuard()) {
      conv.weight().mul_(new Scalar(0.1));
      conv.bias().zero_();
      conv.bias().narrow(0, 1, 1).fill_(new Scalar(RARE));
    }
    return conv;
  }

  /**
   * The maps of all strides, fine to coarse, each [N, {@value #VALUES}, H / stride, W / stride].
   */
  public <V> List<V> run(PyramidOps<V> ops, V picture) {
    V fine = eighth.run(ops, quarter.run(ops, stem.run(ops, picture)));
    V middle = sixteenth.run(ops, fine);
    V coarse = lateral[2].run(ops, coarsest.run(ops, middle));
    middle = ops.add(lateral[1].run(ops, middle), ops.enlarge(coarse));
    fine = ops.add(lateral[0].run(ops, fine), ops.enlarge(middle));
    return List.of(map(ops, 0, fine), map(ops, 1, middle), map(ops, 2, coarse));
  }

  private <V> V map(PyramidOps<V> ops, int level, V x) {
    return ops.conv(head[level], merge[level].run(ops, x));
  }

  /** Parameters by name, in a fixed order. The tensors are the network's own. */
  public Map<String, Tensor> weights() {
    return FaceNetwork.named(named_parameters());
  }

  /** Running statistics by name, in a fixed order. The tensors are the network's own. */
  public Map<String, Tensor> statistics() {
    return FaceNetwork.named(named_buffers());
  }
}
