package io.sightline.trainer.export;

import io.sightline.contract.model.onnx.GraphProto;
import io.sightline.contract.model.onnx.NodeProto;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Layers of 8-bit numbers: the pairs of QuantizeLinear and DequantizeLinear from which engines see
 * that they may calculate so. An input has one scale, weights have one for each channel that comes
 * out; zero is zero. To be used within a PointerScope.
 */
final class EightBits {
  private static final double MOST = 127;

  /** Keeps scales of nothing but zeros apart from zero. */
  private static final double LEAST_SCALE = 1e-30;

  private static final double LEAST_HALF_SCALE = 1e-4;

  /** The first layer has fewer: its pictures are not worth it. */
  private static final long CHANNELS = 16;

  private final GraphProto.Builder graph;
  private final InputRanges ranges;
  private final boolean half;
  private int count;

  /**
   * @param half whether scales, and so what comes of 8 bits, are fp16
   */
  EightBits(GraphProto.Builder graph, InputRanges ranges, boolean half) {
    this.graph = graph;
    this.ranges = ranges;
    this.half = half;
  }

  /** Whether a layer is measured and gains by it: one that sees each channel alone does not. */
  boolean takes(Conv2dImpl layer) {
    return ranges.knows(layer)
        && layer.options().groups().get() == 1
        && layer.options().in_channels().get() >= CHANNELS;
  }

  /** The name of what goes into a layer, rounded to 8 bits. */
  String input(Conv2dImpl layer, String x) {
    double scale = Math.max(leastScale(), ranges.largest(layer) / MOST);
    String[] scaling = scaling(Tensor.create(new float[] {(float) scale}).squeeze());
    String rounded = "rounded_" + count++;
    graph.addNode(OnnxWriter.node("QuantizeLinear", rounded, x, scaling[0], scaling[1]));
    return restored(rounded, scaling);
  }

  /**
   * The name of a layer's weights, which the file holds in 8 bits.
   *
   * @param weight [out, in] or [out, in, height, width]
   */
  String weight(Tensor weight) {
    Tensor rows = weight.flatten(1, -1);
    Tensor scale =
        rows.abs()
            .amax(new long[] {1}, false)
            .div(new Scalar(MOST))
            .clamp_min(new Scalar(leastScale()))
            // As the file holds it.
            .to(half ? ScalarType.Half : ScalarType.Float)
            .to(ScalarType.Float);
    Tensor rounded =
        rows.div(scale.unsqueeze(1))
            .round()
            .clamp_min(new Scalar(-MOST))
            .clamp_max(new Scalar(MOST));
    String name = "weight8_" + count++;
    graph.addInitializer(OnnxTensors.eightBits(name, rounded.view_as(weight)));
    return restored(name, scaling(scale));
  }

  private double leastScale() {
    return half ? LEAST_HALF_SCALE : LEAST_SCALE;
  }

  /** Names of a scale and its zero point. */
  private String[] scaling(Tensor scale) {
    String name = "scale8_" + count++;
    String zero = "zero8_" + count++;
    graph.addInitializer(OnnxTensors.write(name, scale, half));
    graph.addInitializer(OnnxTensors.eightBits(zero, scale.mul(new Scalar(0))));
    return new String[] {name, zero};
  }

  private String restored(String rounded, String[] scaling) {
    String name = "restored_" + count++;
    NodeProto.Builder node =
        OnnxWriter.node("DequantizeLinear", name, rounded, scaling[0], scaling[1]);
    graph.addNode(node.addAttribute(Attributes.integer("axis", 0)));
    return name;
  }
}
