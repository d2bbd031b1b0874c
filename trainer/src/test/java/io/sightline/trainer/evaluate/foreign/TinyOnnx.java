package io.sightline.trainer.evaluate.foreign;

import com.google.protobuf.ByteString;
import io.sightline.contract.model.onnx.AttributeProto;
import io.sightline.contract.model.onnx.GraphProto;
import io.sightline.contract.model.onnx.ModelProto;
import io.sightline.contract.model.onnx.NodeProto;
import io.sightline.contract.model.onnx.OperatorSetIdProto;
import io.sightline.contract.model.onnx.TensorProto;
import io.sightline.contract.model.onnx.TensorShapeProto.Dimension;
import io.sightline.contract.model.onnx.TypeProto;
import io.sightline.contract.model.onnx.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** ONNX files of a few nodes, in the forms in which models come. */
final class TinyOnnx {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");
  private String picture = "data";

  /**
   * @param shape -1 for an open side
   */
  TinyOnnx(long... shape) {
    graph.addInput(value("data", shape));
  }

  /** A second input. */
  TinyOnnx input(String name) {
    graph.addInput(value(name, 1));
    return this;
  }

  /** Not all of it is in the file. */
  TinyOnnx weightsElsewhere() {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName("elsewhere")
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addDims(1)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL));
    return this;
  }

  /** Takes pictures as they are, 0 to 255. */
  TinyOnnx normalising() {
    constant("middle", 127.5f, 1);
    node("Sub", "centred", "data", "middle");
    picture = "centred";
    return this;
  }

  /** Means of squares of 16 pixels: 147 numbers of a crop. */
  TinyOnnx embedding(String name) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("AveragePool")
            .addInput(picture)
            .addOutput("pooled")
            .addAttribute(ints("kernel_shape"))
            .addAttribute(ints("strides")));
    node("Flatten", name, "pooled");
    graph.addOutput(value(name, -1, 147));
    return this;
  }

  /** An embedding that is the same for every picture. */
  TinyOnnx sameForAll(String name) {
    embedding("pixels");
    graph.removeOutput(0);
    constant("nothing", 0, 147, 64);
    constant("one", 1, 64);
    node("Gemm", name, "pixels", "nothing", "one");
    graph.addOutput(value(name, -1, 64));
    return this;
  }

  /** A mask output beside an embedding. */
  TinyOnnx mask(String name, int numbers) {
    constant("zero", 0, 147, numbers);
    node("MatMul", name, graph.getNode(graph.getNodeCount() - 1).getOutput(0), "zero");
    graph.addOutput(value(name, -1, numbers));
    return this;
  }

  /** An output of zeros, whatever the picture. */
  TinyOnnx map(String name, long... shape) {
    constant(name + "_zeros", 0, shape);
    node("Identity", name, name + "_zeros");
    graph.addOutput(value(name, shape));
    return this;
  }

  Path write(Path file) throws IOException {
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
            .setGraph(graph)
            .build();
    return Files.write(file, model.toByteArray());
  }

  private void node(String type, String output, String... inputs) {
    graph.addNode(
        NodeProto.newBuilder().setOpType(type).addAllInput(List.of(inputs)).addOutput(output));
  }

  private void constant(String name, float value, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE);
    int n = 1;
    for (long side : shape) {
      tensor.addDims(side);
      n *= (int) side;
    }
    java.nio.ByteBuffer bytes =
        java.nio.ByteBuffer.allocate(4 * n).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < n; i++) {
      bytes.putFloat(value);
    }
    graph.addInitializer(tensor.setRawData(ByteString.copyFrom(bytes.array())));
  }

  private static AttributeProto ints(String name) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(List.of(16L, 16L))
        .build();
  }

  private static ValueInfoProto value(String name, long... shape) {
    TypeProto.Tensor.Builder type =
        TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE);
    for (long side : shape) {
      Dimension.Builder dimension = Dimension.newBuilder();
      type.getShapeBuilder()
          .addDim(side < 0 ? dimension.setDimParam("n") : dimension.setDimValue(side));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }
}
