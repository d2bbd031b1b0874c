package io.sightline.recognizer.engine;

import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.sightline.contract.model.onnx.AttributeProto;
import io.sightline.contract.model.onnx.GraphProto;
import io.sightline.contract.model.onnx.ModelProto;
import io.sightline.contract.model.onnx.NodeProto;
import io.sightline.contract.model.onnx.TensorProto;
import io.sightline.contract.model.onnx.TensorProto.DataType;
import io.sightline.contract.model.onnx.ValueInfoProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network whose weights are as wide as it computes with them. A file that is to be small keeps
 * them in fp16 or in 8 bits behind a Cast or a DequantizeLinear: ONNX Runtime would compute the
 * latter anew in each run, and TensorRT wants a convolution's weights as constants and refuses what
 * comes of an operation, but where the network is quantised (onnx-tensorrt issue 790).
 */
final class WideWeights {
  /** Nobody who has this much saves on weights; an array in Java has an end, too. */
  private static final long LARGEST = 1L << 30;

  private static final String CAST = "Cast";
  private static final String DEQUANTIZE = "DequantizeLinear";

  private final GraphProto graph;
  private final Map<String, TensorProto> constants;
  private final boolean quantised;

  private WideWeights(GraphProto graph) {
    this.graph = graph;
    constants =
        graph.getInitializerList().stream()
            .collect(Collectors.toMap(TensorProto::getName, t -> t, (a, b) -> b, HashMap::new));
    // What has the name of an input is a default, which a caller may replace.
    graph.getInputList().stream().map(ValueInfoProto::getName).forEach(constants::remove);
    quantised =
        graph.getNodeList().stream().anyMatch(node -> node.getOpType().equals("QuantizeLinear"));
  }

  /**
   * The same network with wide constants; empty when it has no others. One whose inputs are
   * quantised keeps its weights in 8 bits, as engines go by the pairs that both then form.
   *
   * @throws IOException when the file cannot be read or is no ONNX
   */
  static Optional<byte[]> of(Path onnx) throws IOException {
    if (Files.size(onnx) > LARGEST) {
      return Optional.empty();
    }
    CodedInputStream in = UnsafeByteOperations.unsafeWrap(Files.readAllBytes(onnx)).newCodedInput();
    in.enableAliasing(true);
    ModelProto model = ModelProto.parseFrom(in);
    return new WideWeights(model.getGraph())
        .graph()
        .map(graph -> model.toBuilder().setGraph(graph).build().toByteArray());
  }

  private Optional<GraphProto> graph() {
    List<NodeProto> nodes = new ArrayList<>();
    List<TensorProto> wide = new ArrayList<>();
    Set<String> narrow = new HashSet<>();
    for (NodeProto node : graph.getNodeList()) {
      Optional<TensorProto> widened = widened(node);
      widened.ifPresentOrElse(wide::add, () -> nodes.add(node));
      widened.ifPresent(tensor -> narrow.addAll(node.getInputList()));
    }
    if (wide.isEmpty()) {
      return Optional.empty();
    }
    nodes.forEach(node -> node.getInputList().forEach(narrow::remove));
    List<TensorProto> kept =
        graph.getInitializerList().stream().filter(t -> !narrow.contains(t.getName())).toList();
    GraphProto.Builder result = graph.toBuilder().clearNode().clearInitializer();
    return Optional.of(
        result.addAllNode(nodes).addAllInitializer(kept).addAllInitializer(wide).build());
  }

  private Optional<TensorProto> widened(NodeProto node) {
    boolean cast = node.getOpType().equals(CAST);
    if (!cast && !(node.getOpType().equals(DEQUANTIZE) && !quantised)) {
      return Optional.empty();
    }
    List<TensorProto> inputs =
        node.getInputList().stream()
            .flatMap(name -> Stream.ofNullable(constants.get(name)))
            .toList();
    if (inputs.size() < node.getInputCount()) {
      return Optional.empty();
    }
    return (cast ? halves(node, inputs.get(0)) : bytes(node, inputs))
        .map(
            values ->
                TensorProto.newBuilder()
                    .setName(node.getOutput(0))
                    .addAllDims(inputs.get(0).getDimsList())
                    .setDataType(DataType.FLOAT_VALUE)
                    .setRawData(ByteString.copyFrom(values))
                    .build());
  }

  private static Optional<ByteBuffer> halves(NodeProto node, TensorProto weight) {
    if (attribute(node, "to", 0) != DataType.FLOAT_VALUE || !holds(weight, DataType.FLOAT16)) {
      return Optional.empty();
    }
    ShortBuffer halves = raw(weight).asShortBuffer();
    ByteBuffer floats = floats(halves.remaining());
    while (halves.hasRemaining()) {
      floats.putFloat(Fp16Conversions.fp16ToFloat(halves.get()));
    }
    return Optional.of(floats.flip());
  }

  /**
   * @param inputs the numbers, a scale for each place of an axis or for all, and perhaps what zero
   *     is among the numbers
   */
  private static Optional<ByteBuffer> bytes(NodeProto node, List<TensorProto> inputs) {
    TensorProto weight = inputs.get(0);
    boolean zeros = inputs.size() > 2;
    if (!holds(weight, DataType.INT8)
        || !holds(inputs.get(1), DataType.FLOAT)
        || zeros && !holds(inputs.get(2), DataType.INT8)) {
      return Optional.empty();
    }
    ByteBuffer numbers = raw(weight);
    ByteBuffer scales = raw(inputs.get(1));
    ByteBuffer zero = zeros ? raw(inputs.get(2)) : ByteBuffer.allocate(scales.remaining());
    int places = scales.remaining() / Float.BYTES;
    int inner = 1;
    if (places > 1) {
      int axis = Math.floorMod((int) attribute(node, "axis", 1), weight.getDimsCount());
      List<Long> after = weight.getDimsList().subList(axis + 1, weight.getDimsCount());
      inner = Math.toIntExact(after.stream().reduce(1L, Math::multiplyExact));
    }
    ByteBuffer floats = floats(numbers.remaining());
    for (int i = 0; i < numbers.remaining(); i++) {
      int place = i / inner % places;
      floats.putFloat((numbers.get(i) - zero.get(place)) * scales.getFloat(place * Float.BYTES));
    }
    return Optional.of(floats.flip());
  }

  private static boolean holds(TensorProto tensor, DataType type) {
    return tensor.getDataType() == type.getNumber() && tensor.hasRawData();
  }

  private static ByteBuffer raw(TensorProto tensor) {
    return tensor.getRawData().asReadOnlyByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer floats(int count) {
    return ByteBuffer.allocate(Math.multiplyExact(count, Float.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long attribute(NodeProto node, String name, long otherwise) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .mapToLong(AttributeProto::getI)
        .findFirst()
        .orElse(otherwise);
  }
}
