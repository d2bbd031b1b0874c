package io.sightline.trainer.finetune;

import static org.bytedeco.pytorch.global.torch.ones_like;
import static org.bytedeco.pytorch.global.torch.zeros_like;

import io.sightline.contract.model.onnx.NodeProto;
import io.sightline.trainer.net.BatchNorm;
import io.sightline.trainer.net.Ops;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.PReLUImpl;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Walks a foreign graph as the network would compute and takes each layer's weights from the node
 * that does its work. Names do not matter, the flow does. Where the exporter folded a normalisation
 * into the layer before it, ours becomes one that only adds; its statistics are to be measured
 * before training. To be used without gradients.
 */
final class ImportOps implements Ops<String> {
  private static final double DEFAULT_EPSILON = 1e-5;

  private final ForeignGraph graph;
  private final Map<String, Tensor> shifts = new HashMap<>();

  ImportOps(ForeignGraph graph) {
    this.graph = graph;
  }

  @Override
  public String conv(Conv2dImpl layer, String x) {
    long stride = layer.options().stride().get(0);
    NodeProto node =
        find(
            x,
            "Conv " + Arrays.toString(layer.weight().shape()) + " stride " + stride,
            n -> n.getOpType().equals("Conv") && shaped(n, layer.weight()) && stride(n) == stride);
    return take(node, layer.weight());
  }

  @Override
  public String norm(BatchNorm norm, String x) {
    Optional<NodeProto> found =
        graph.readers(x).stream()
            .filter(n -> n.getOpType().equals("BatchNormalization"))
            .findFirst();
    if (found.isEmpty()) {
      Tensor shift = folded(norm, x);
      norm.set(ones_like(shift), shift, zeros_like(shift), ones_like(shift));
      return x;
    }
    NodeProto node = found.get();
    Tensor mean = required(node, 3, norm.mean());
    Tensor variance = required(node, 4, norm.mean());
    double epsilon =
        ForeignGraph.attribute(node, "epsilon").map(a -> (double) a.getF()).orElse(DEFAULT_EPSILON);
    Tensor scale = required(node, 1, norm.mean()).div(variance.add(new Scalar(epsilon)).sqrt());
    Tensor bias = shifts.getOrDefault(x, zeros_like(mean));
    norm.set(
        scale,
        required(node, 2, norm.mean()).sub(mean.sub(bias).mul(scale)),
        mean.sub(bias),
        variance);
    return node.getOutput(0);
  }

  /** What a normalisation adds that is in the layer before it, or in the dense one after it. */
  private Tensor folded(BatchNorm norm, String x) {
    Tensor shift = shifts.get(x);
    if (shift == null && graph.readers(x).stream().noneMatch(ImportOps::flattens)) {
      throw missing(x, "BatchNormalization of " + norm.mean().numel() + " channels");
    }
    return shift == null ? zeros_like(norm.mean()) : shift;
  }

  private static boolean flattens(NodeProto node) {
    return node.getOpType().equals("Flatten") || node.getOpType().equals("Reshape");
  }

  @Override
  public String prelu(PReLUImpl layer, String x) {
    NodeProto node =
        find(x, "PRelu", n -> n.getOpType().equals("PRelu") || n.getOpType().equals("Relu"));
    if (node.getOpType().equals("Relu")) {
      layer.weight().mul_(new Scalar(0));
      return node.getOutput(0);
    }
    Tensor slope = graph.constant(node, 1).orElseThrow(() -> noWeights(node));
    if (slope.numel() != layer.weight().numel()) {
      throw new ImportException(
          ForeignGraph.name(node)
              + " has "
              + slope.numel()
              + " slopes, "
              + layer.weight().numel()
              + " are expected: one for each channel");
    }
    layer.weight().copy_(slope.view(-1));
    return node.getOutput(0);
  }

  @Override
  public String add(String a, String b) {
    List<NodeProto> others = graph.readers(b);
    return find(a, "Add", n -> n.getOpType().equals("Add") && others.contains(n)).getOutput(0);
  }

  @Override
  public String dropout(DropoutImpl layer, String x) {
    return x;
  }

  @Override
  public String flatten(String x) {
    return graph.readers(x).stream()
        .filter(ImportOps::flattens)
        .findFirst()
        .map(n -> n.getOutput(0))
        .orElse(x);
  }

  @Override
  public String linear(LinearImpl layer, String x) {
    String wanted = "Gemm " + Arrays.toString(layer.weight().shape());
    NodeProto node =
        find(x, wanted, n -> n.getOpType().equals("Gemm") && shaped(n, layer.weight()));
    String output = take(node, layer.weight());
    if (layer.bias().defined()) {
      // The network may be on a card; what is read is not.
      Tensor bias = shifts.get(output);
      layer.bias().copy_(bias);
      shifts.put(output, zeros_like(bias));
    }
    return output;
  }

  @Override
  public boolean straightens(String picture) {
    return graph.readers(picture).stream().anyMatch(ImportOps::straightens);
  }

  private static boolean straightens(NodeProto node) {
    return node.getOpType().equals("GridSample");
  }

  @Override
  public String inner(String picture, long border) {
    return find(picture, "Slice", n -> n.getOpType().equals("Slice")).getOutput(0);
  }

  @Override
  public String straighten(String picture, String motion) {
    return find(picture, "GridSample", ImportOps::straightens).getOutput(0);
  }

  /** Copies the weights; what the node adds is left for the normalisation after it. */
  private String take(NodeProto node, Tensor weight) {
    Tensor foreign = graph.constant(node, 1).orElseThrow(() -> noWeights(node));
    weight.copy_(foreign);
    Tensor none = zeros_like(foreign.flatten(1, -1).select(1, 0));
    shifts.put(node.getOutput(0), graph.constant(node, 2).orElse(none));
    return node.getOutput(0);
  }

  private boolean shaped(NodeProto node, Tensor weight) {
    return graph
        .constant(node, 1)
        .filter(w -> Arrays.equals(w.shape(), weight.shape()))
        .isPresent();
  }

  private static long stride(NodeProto node) {
    return ForeignGraph.attribute(node, "strides").map(a -> a.getInts(0)).orElse(1L);
  }

  private NodeProto find(String value, String wanted, Predicate<NodeProto> is) {
    return graph.readers(value).stream()
        .filter(is)
        .findFirst()
        .orElseThrow(() -> missing(value, wanted));
  }

  private ImportException missing(String value, String wanted) {
    String found =
        graph.readers(value).stream()
            .map(n -> ForeignGraph.name(n) + weights(n))
            .collect(Collectors.joining(", "));
    return new ImportException(
        "the network has "
            + wanted
            + " after '"
            + value
            + "', the file has "
            + (found.isEmpty() ? "nothing" : found));
  }

  private String weights(NodeProto node) {
    return graph.constant(node, 1).map(w -> " " + Arrays.toString(w.shape())).orElse("");
  }

  private Tensor required(NodeProto node, int input, Tensor like) {
    return graph
        .constant(node, input)
        .filter(t -> Arrays.equals(t.shape(), like.shape()))
        .orElseThrow(() -> noWeights(node));
  }

  private static ImportException noWeights(NodeProto node) {
    return new ImportException(ForeignGraph.name(node) + " has no constant weights that fit");
  }
}
