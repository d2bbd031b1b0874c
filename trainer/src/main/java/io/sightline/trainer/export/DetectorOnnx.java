package io.sightline.trainer.export;

import io.sightline.contract.model.onnx.GraphProto;
import io.sightline.contract.model.onnx.ModelProto;
import io.sightline.trainer.net.DetectorNetwork;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * Detectors as ONNX with YuNet's outputs: {@code cls_8} [batch, cells, 1] and so on, kind by kind.
 */
public final class DetectorOnnx {
  /** Kinds of outputs, and how many numbers each has for a cell. */
  private static final List<String> KINDS = List.of("cls", "obj", "bbox", "kps");

  private static final long[] WIDTHS = {1, 1, 4, 10};

  private DetectorOnnx() {}

  /** Names of the outputs in a card's order. */
  public static List<String> outputs() {
    List<String> names = new ArrayList<>();
    for (String kind : KINDS) {
      DetectorNetwork.STRIDES.forEach(stride -> names.add(kind + "_" + stride));
    }
    return names;
  }

  /**
   * The network as it computes in evaluation, for pictures of one size.
   *
   * @param width multiple of 32
   * @param height multiple of 32
   */
  public static ModelProto write(DetectorNetwork network, int width, int height) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("detector");
    graph.addInput(OnnxWriter.value(OnnxWriter.INPUT, 3, height, width));
    for (int kind = 0; kind < KINDS.size(); kind++) {
      for (int stride : DetectorNetwork.STRIDES) {
        long cells = (long) (width / stride) * (height / stride);
        graph.addOutput(OnnxWriter.value(KINDS.get(kind) + "_" + stride, cells, WIDTHS[kind]));
      }
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      OnnxOps ops = new OnnxOps(graph, OnnxWriter.Numbers.FP32, InputRanges.NONE);
      List<OnnxValue> maps = network.run(ops, new OnnxValue.Written(OnnxWriter.INPUT));
      for (int level = 0; level < maps.size(); level++) {
        int stride = DetectorNetwork.STRIDES.get(level);
        long cells = (long) (width / stride) * (height / stride);
        outputs(graph, ops.write(maps.get(level)), "_" + stride, cells);
      }
    }
    return OnnxWriter.model(graph);
  }

  /** Splits a map into its kinds, a row for each cell; logits become probabilities. */
  private static void outputs(GraphProto.Builder graph, String map, String end, long cells) {
    graph.addInitializer(OnnxTensors.longs("shape" + end, -1, cells, DetectorNetwork.VALUES));
    graph.addInitializer(OnnxTensors.longs("widths" + end, WIDTHS));
    graph.addNode(
        OnnxWriter.node("Transpose", "innermost" + end, map)
            .addAttribute(Attributes.ints("perm", List.of(0L, 2L, 3L, 1L))));
    graph.addNode(OnnxWriter.node("Reshape", "rows" + end, "innermost" + end, "shape" + end));
    graph.addNode(
        OnnxWriter.node("Split", "class" + end, "rows" + end, "widths" + end)
            .addOutput("objectness" + end)
            .addOutput("bbox" + end)
            .addOutput("kps" + end)
            .addAttribute(Attributes.integer("axis", 2)));
    graph.addNode(OnnxWriter.node("Sigmoid", "cls" + end, "class" + end));
    graph.addNode(OnnxWriter.node("Sigmoid", "obj" + end, "objectness" + end));
  }
}
