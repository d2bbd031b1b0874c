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
import io.sightline.contract.model.onnx.TensorProto.DataLocation;
import io.sightline.contract.model.onnx.TensorProto.DataType;
import io.sightline.contract.model.onnx.ValueInfoProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
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
  /** Attributes that hold graphs of their own, whose inputs may be this one's constants. */
  private static final List<Integer> GRAPHS = List.of(6, 11);

  /** Of the heap may be taken, twice for a moment. */
  private static final int SHARE = 4;

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
   * The same network with wide constants; empty when it has no others, when they would take more
   * memory than there is to spare, or when it is not one that this class understands. One whose
   * inputs are quantised keeps its weights in 8 bits, as engines go by the pairs that both then
   * form.
   *
   * @throws IOException when the file cannot be read or is no ONNX
   */
  static Optional<byte[]> of(Path onnx) throws IOException {
    if (Files.size(onnx) > Integer.MAX_VALUE) {
      return Optional.empty();
    }
    ModelProto model;
    try (FileChannel file = FileChannel.open(onnx)) {
      // Not into the heap, for which a file with wide weights may be too large.
      ByteBuffer bytes = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
      CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
      in.enableAliasing(true);
      model = ModelProto.parseFrom(in);
    }
    WideWeights weights = new WideWeights(model.getGraph());
    return (weights.isForUs() ? weights.graph() : Optional.<GraphProto>empty())
        .map(graph -> model.toBuilder().setGraph(graph).build().toByteArray());
  }

  private boolean isForUs() {
    long bytes = 0;
    for (TensorProto tensor : graph.getInitializerList()) {
      if (tensor.getDataLocation() == DataLocation.EXTERNAL) {
        // Looked for beside the file, which the result is not.
        return false;
      }
      boolean narrow =
          Set.of(DataType.FLOAT16_VALUE, DataType.INT8_VALUE).contains(tensor.getDataType());
      bytes += narrow ? (long) Float.BYTES * tensor.getRawData().size() : 0;
    }
    return bytes < Runtime.getRuntime().maxMemory() / SHARE
        && graph.getNodeList().stream()
            .flatMap(node -> node.getAttributeList().stream())
            .noneMatch(
                attribute -> GRAPHS.stream().anyMatch(attribute.getUnknownFields()::hasField));
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
    graph.getOutputList().forEach(output -> narrow.remove(output.getName()));
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
    if (inputs.isEmpty() || inputs.size() < node.getInputCount() || node.getOutputCount() != 1) {
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
    if (inputs.size() < 2
        || !holds(inputs.get(0), DataType.INT8)
        || !holds(inputs.get(1), DataType.FLOAT)
        || inputs.size() > 2 && !holds(inputs.get(2), DataType.INT8)
        || attribute(node, "block_size", 0) != 0
        || attribute(node, "output_dtype", 0) != 0) {
      return Optional.empty();
    }
    ByteBuffer numbers = raw(inputs.get(0));
    ByteBuffer scales = raw(inputs.get(1));
    int places = scales.remaining() / Float.BYTES;
    ByteBuffer zeros = inputs.size() > 2 ? raw(inputs.get(2)) : ByteBuffer.allocate(places);
    List<Long> sizes = inputs.get(0).getDimsList();
    int axis = (int) attribute(node, "axis", 1);
    axis += axis < 0 ? sizes.size() : 0;
    boolean one = places == 1;
    if (zeros.remaining() != places
        || !one && (axis < 0 || axis >= sizes.size() || sizes.get(axis) != places)) {
      return Optional.empty();
    }
    List<Long> after = one ? List.of() : sizes.subList(axis + 1, sizes.size());
    int inner = Math.toIntExact(after.stream().reduce(1L, Math::multiplyExact));
    ByteBuffer floats = floats(numbers.remaining());
    for (int i = 0; i < numbers.remaining(); i++) {
      int place = i / inner % places;
      floats.putFloat((numbers.get(i) - zeros.get(place)) * scales.getFloat(place * Float.BYTES));
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
