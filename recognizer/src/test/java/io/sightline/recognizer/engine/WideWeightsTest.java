package io.sightline.recognizer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.sightline.contract.model.onnx.AttributeProto;
import io.sightline.contract.model.onnx.AttributeProto.AttributeType;
import io.sightline.contract.model.onnx.GraphProto;
import io.sightline.contract.model.onnx.ModelProto;
import io.sightline.contract.model.onnx.NodeProto;
import io.sightline.contract.model.onnx.OperatorSetIdProto;
import io.sightline.contract.model.onnx.TensorProto;
import io.sightline.contract.model.onnx.TensorProto.DataLocation;
import io.sightline.contract.model.onnx.TensorProto.DataType;
import io.sightline.contract.model.onnx.TypeProto;
import io.sightline.contract.model.onnx.ValueInfoProto;
import io.sightline.recognizer.Samples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Held against ONNX Runtime, which widens them itself. */
class WideWeightsTest {
  @TempDir Path folder;

  @Test
  void theRecogniserInTheBoxComputesTheSameWithConstantsOnly() throws Exception {
    Path file = Samples.bundled().recogniser("").onnx();
    byte[] wide = WideWeights.of(file).orElseThrow();
    GraphProto graph = ModelProto.parseFrom(wide).getGraph();
    assertThat(graph.getNodeList())
        .extracting(NodeProto::getOpType)
        .doesNotContain("Cast", "DequantizeLinear")
        .contains("Conv", "Gemm", "GridSample");
    assertThat(graph.getNodeList().stream().flatMap(node -> node.getInputList().stream()))
        .as("no narrow constant is left that nobody reads")
        .containsAll(graph.getInitializerList().stream().map(TensorProto::getName).toList());
    float[] picture = new float[3 * 112 * 112];
    Random random = new Random(1);
    for (int i = 0; i < picture.length; i++) {
      picture[i] = random.nextFloat() * 2 - 1;
    }
    Map<String, float[]> expected = run(Files.readAllBytes(file), picture, 1, 3, 112, 112);
    Map<String, float[]> actual = run(wide, picture, 1, 3, 112, 112);
    assertThat(actual.keySet()).containsExactlyInAnyOrder("embedding", "mask");
    // Another order of sums, as the constants are laid out for the processor beforehand.
    actual.forEach(
        (name, values) -> assertThat(values).containsExactly(expected.get(name), within(1e-5f)));
  }

  /** Scales along the last axis, zeros that are none, a scale for all, a shape with a middle. */
  @Test
  void everyWayOfKeepingBytesIsReadAsOnnxRuntimeReadsIt() throws Exception {
    TensorProto bytes =
        bytes("bytes", new long[] {2, 3, 2}, -128, -3, 0, 1, 5, 127, 7, 8, 9, 10, 11, 12);
    TensorProto three = floats("scale", 0.5f, 0.25f, 3f);
    TensorProto zeros = bytes("zero", new long[] {3}, 1, -7, 100);
    same(dequantised(1, bytes, three, zeros));
    same(dequantised(1, bytes, three));
    same(dequantised(-2, bytes, three, zeros));
    same(dequantised(0, bytes, floats("scale", 2f, -1f)));
    same(dequantised(2, bytes, floats("scale", 2f, -1f), bytes("zero", new long[] {2}, 3, 4)));
    TensorProto one = floats("scale", 0.125f).toBuilder().clearDims().build();
    same(dequantised(1, bytes, one));
    same(dequantised(1, bytes, one, bytes("zero", new long[] {}, -5)));
  }

  @Test
  void halvesAreWidenedToTheBit() throws Exception {
    short[] halves = {0, (short) 0x8000, 1, 0x03ff, 0x0400, 0x3c00, (short) 0xbc00, 0x7bff, 0x7c00};
    ByteBuffer raw = ByteBuffer.allocate(2 * halves.length).order(ByteOrder.LITTLE_ENDIAN);
    for (short half : halves) {
      raw.putShort(half);
    }
    TensorProto half = tensor("half", DataType.FLOAT16, raw, 3, 3);
    same(model(List.of(cast(half, DataType.FLOAT)), half));
  }

  @Test
  void whatIsNoNarrowConstantStays() throws Exception {
    TensorProto half = tensor("half", DataType.FLOAT16, ByteBuffer.allocate(4), 2);
    assertThat(wide(model(List.of(cast(half, DataType.INT32)), half))).isEmpty();
    TensorProto whole = tensor("half", DataType.INT32, ByteBuffer.allocate(8), 2);
    assertThat(wide(model(List.of(cast(whole, DataType.FLOAT)), whole))).isEmpty();
    assertThat(wide(model(List.of(cast(half, DataType.FLOAT))))).as("an input").isEmpty();
    ModelProto replaceable = model(List.of(cast(half, DataType.FLOAT)), half);
    ModelProto.Builder withInput = replaceable.toBuilder();
    withInput.getGraphBuilder().addInput(ValueInfoProto.newBuilder().setName("half"));
    assertThat(wide(withInput.build())).as("a default").isEmpty();
  }

  @Test
  void scalesThatAreNotOnesOfPlacesAreLeftToTheEngine() throws Exception {
    TensorProto bytes = bytes("bytes", new long[] {4, 2}, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(wide(dequantised(0, bytes, floats("scale", 1, 2)))).as("too few").isEmpty();
    assertThat(wide(dequantised(2, bytes, floats("scale", 1, 2)))).as("no such axis").isEmpty();
    TensorProto zeros = bytes("zero", new long[] {1}, 1);
    assertThat(wide(dequantised(1, bytes, floats("scale", 1, 2), zeros))).as("one zero").isEmpty();
    ModelProto.Builder blocks = dequantised(1, bytes, floats("scale", 1, 2)).toBuilder();
    blocks.getGraphBuilder().getNodeBuilder(0).addAttribute(integer("block_size", 2));
    assertThat(wide(blocks.build())).as("in blocks").isEmpty();
  }

  @Test
  void aNetworkOfSeveralFilesOrGraphsIsLeftToTheEngine() throws Exception {
    TensorProto half = tensor("half", DataType.FLOAT16, ByteBuffer.allocate(4), 2);
    ModelProto plain = model(List.of(cast(half, DataType.FLOAT)), half);
    assertThat(wide(plain)).isPresent();
    ModelProto.Builder beside = plain.toBuilder();
    beside
        .getGraphBuilder()
        .addInitializer(half.toBuilder().setName("other").setDataLocation(DataLocation.EXTERNAL));
    assertThat(wide(beside.build())).isEmpty();
    ModelProto.Builder inner = plain.toBuilder();
    UnknownFieldSet.Field graph =
        UnknownFieldSet.Field.newBuilder().addLengthDelimited(ByteString.EMPTY).build();
    inner
        .getGraphBuilder()
        .getNodeBuilder(1)
        .addAttributeBuilder()
        .setName("then_branch")
        .setUnknownFields(UnknownFieldSet.newBuilder().addField(6, graph).build());
    assertThat(wide(inner.build())).isEmpty();
  }

  @Test
  void aNarrowConstantThatSomebodyElseReadsStays() throws Exception {
    TensorProto half = tensor("half", DataType.FLOAT16, ByteBuffer.allocate(4), 2);
    ModelProto.Builder shared = model(List.of(cast(half, DataType.FLOAT)), half).toBuilder();
    shared.getGraphBuilder().addNode(node("Abs", "size", "half"));
    byte[] wide = wide(shared.build()).orElseThrow();
    assertThat(ModelProto.parseFrom(wide).getGraph().getInitializerList())
        .extracting(TensorProto::getName)
        .containsExactlyInAnyOrder("half", "weight");
  }

  /** Else engines would no longer see that they may calculate in 8 bits. */
  @Test
  void aQuantisedNetworkKeepsItsBytes() throws Exception {
    ModelProto plain =
        dequantised(0, bytes("bytes", new long[] {2}, 1, 2), floats("scale", 0.5f, 2f));
    assertThat(wide(plain)).isPresent();
    ModelProto.Builder quantised = plain.toBuilder();
    quantised.getGraphBuilder().addNode(node("QuantizeLinear", "q", "weight", "scale", "zero"));
    assertThat(wide(quantised.build())).isEmpty();
  }

  private void same(ModelProto model) throws Exception {
    byte[] wide = wide(model).orElseThrow();
    assertThat(ModelProto.parseFrom(wide).getGraph().getNodeList()).hasSize(1);
    assertThat(run(wide, new float[] {1}, 1).get("out"))
        .containsExactly(run(model.toByteArray(), new float[] {1}, 1).get("out"));
  }

  private Optional<byte[]> wide(ModelProto model) throws Exception {
    return WideWeights.of(Files.write(folder.resolve("model.onnx"), model.toByteArray()));
  }

  private static ModelProto dequantised(int axis, TensorProto... inputs) {
    String[] names = Arrays.stream(inputs).map(TensorProto::getName).toArray(String[]::new);
    return model(
        List.of(node("DequantizeLinear", "weight", names).addAttribute(integer("axis", axis))),
        inputs);
  }

  /** The input times what the nodes make of the constants. */
  private static ModelProto model(List<NodeProto.Builder> nodes, TensorProto... constants) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    graph.addInput(value("in", 1)).addOutput(ValueInfoProto.newBuilder(value("out")));
    nodes.forEach(graph::addNode);
    graph.addNode(node("Mul", "out", "weight", "in"));
    graph.addAllInitializer(List.of(constants));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
        .setGraph(graph)
        .build();
  }

  private static NodeProto.Builder cast(TensorProto from, DataType to) {
    return node("Cast", "weight", from.getName()).addAttribute(integer("to", to.getNumber()));
  }

  private static NodeProto.Builder node(String type, String output, String... inputs) {
    return NodeProto.newBuilder().setOpType(type).addAllInput(List.of(inputs)).addOutput(output);
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  private static ValueInfoProto value(String name, long... sizes) {
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT_VALUE);
    for (long size : sizes) {
      tensor.getShapeBuilder().addDimBuilder().setDimValue(size);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static TensorProto bytes(String name, long[] dims, int... values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length);
    for (int value : values) {
      raw.put((byte) value);
    }
    return tensor(name, DataType.INT8, raw, dims);
  }

  private static TensorProto floats(String name, float... values) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return tensor(name, DataType.FLOAT, raw, values.length);
  }

  private static TensorProto tensor(String name, DataType type, ByteBuffer raw, long... dims) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name);
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    return tensor
        .setDataType(type.getNumber())
        .setRawData(ByteString.copyFrom(raw.array()))
        .build();
  }

  private static Map<String, float[]> run(byte[] model, float[] input, long... shape)
      throws Exception {
    OrtEnvironment environment = OrtLibrary.load();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession session = environment.createSession(model, options);
        OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), shape);
        OrtSession.Result result =
            session.run(Map.of(session.getInputNames().iterator().next(), tensor))) {
      Map<String, float[]> outputs = new HashMap<>();
      for (var output : result) {
        FloatBuffer values = ((OnnxTensor) output.getValue()).getFloatBuffer();
        float[] copy = new float[values.remaining()];
        values.get(copy);
        outputs.put(output.getKey(), copy);
      }
      return outputs;
    }
  }
}
