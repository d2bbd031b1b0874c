package io.sightline.recognizer.engine;

import com.google.protobuf.ByteString;
import io.sightline.contract.model.onnx.GraphProto;
import io.sightline.contract.model.onnx.ModelProto;
import io.sightline.contract.model.onnx.NodeProto;
import io.sightline.contract.model.onnx.OperatorSetIdProto;
import io.sightline.contract.model.onnx.TensorProto;
import io.sightline.contract.model.onnx.TensorProto.DataType;
import io.sightline.contract.model.onnx.TensorShapeProto.Dimension;
import io.sightline.contract.model.onnx.TypeProto;
import io.sightline.contract.model.onnx.ValueInfoProto;
import java.util.List;

/** Graphs of one matrix product as ONNX. */
final class ProductGraph {
  static final String ROWS = "rows";
  static final String QUERIES = "queries";
  static final String PRODUCTS = "products";

  private static final long IR_VERSION = 9;
  private static final long OPERATOR_SET = 17;

  private ProductGraph() {}

  static byte[] floats() {
    GraphProto.Builder graph = graph(DataType.FLOAT, DataType.FLOAT, DataType.FLOAT);
    return model(graph.addNode(product("MatMul", ROWS, QUERIES)));
  }

  /**
   * @param zero of the rows
   */
  static byte[] bytes(int zero) {
    GraphProto.Builder graph = graph(DataType.UINT8, DataType.INT8, DataType.INT32);
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName("zero")
            .setDataType(DataType.UINT8_VALUE)
            .setRawData(ByteString.copyFrom(new byte[] {(byte) zero})));
    return model(graph.addNode(product("MatMulInteger", ROWS, QUERIES, "zero")));
  }

  private static NodeProto.Builder product(String type, String... inputs) {
    return NodeProto.newBuilder().setOpType(type).addAllInput(List.of(inputs)).addOutput(PRODUCTS);
  }

  private static GraphProto.Builder graph(DataType rows, DataType queries, DataType products) {
    return GraphProto.newBuilder()
        .setName("product")
        .addInput(value(ROWS, rows, "n", "size"))
        .addInput(value(QUERIES, queries, "size", "m"))
        .addOutput(value(PRODUCTS, products, "n", "m"));
  }

  private static ValueInfoProto value(String name, DataType type, String rows, String columns) {
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber());
    for (String size : List.of(rows, columns)) {
      tensor.getShapeBuilder().addDim(Dimension.newBuilder().setDimParam(size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static byte[] model(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }
}
