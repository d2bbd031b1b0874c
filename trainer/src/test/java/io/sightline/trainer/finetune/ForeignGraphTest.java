package io.sightline.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.sightline.contract.model.onnx.AttributeProto;
import io.sightline.contract.model.onnx.GraphProto;
import io.sightline.contract.model.onnx.NodeProto;
import io.sightline.contract.model.onnx.TensorProto;
import io.sightline.contract.model.onnx.TensorProto.DataType;
import io.sightline.contract.model.onnx.ValueInfoProto;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Weights in 8 bits, as other exporters keep them: -4, 2, 6 and 10 with scale and zero point. */
class ForeignGraphTest {
  private static final byte[] KEPT = {-4, 2, 6, 10};

  @Test
  void oneScaleForAllIsAScalar() {
    assertThat(weights(List.of(2L, 2L), scales(0.5f), zeros(2))).containsExactly(-3, 0, 2, 4);
    assertThat(weights(List.of(4L), scales(0.5f), zeros(2))).containsExactly(-3, 0, 2, 4);
  }

  @Test
  void scalesOfTheFirstAxis() {
    assertThat(weights(List.of(2L, 2L), scales(1, 0.5f), zeros(0, 2))).containsExactly(-4, 2, 2, 4);
    assertThat(weights(List.of(4L), scales(1, 1, 0.5f, 2), zeros(0, 0, 0, 0)))
        .containsExactly(-4, 2, 3, 20);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThatThrownBy(() -> weights(List.of(2L, 2L), scales(1, 1, 1), zeros(0, 0, 0)))
        .isInstanceOf(ImportException.class)
        .hasMessageStartingWith("node slopes (PRelu): ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    NodeProto computed = restoring().setInput(1, "x").build();
    assertThatThrownBy(() -> weights(graph(List.of(4L), scales(1), zeros(0), computed)))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("no constant scale or zero point");
  }

  private static float[] weights(List<Long> shape, TensorProto scale, TensorProto zero) {
    return weights(graph(shape, scale, zero, restoring().build()));
  }

  private static float[] weights(GraphProto graph) {
    Tensor weights = new ForeignGraph(graph).constant(graph.getNode(1), 1).orElseThrow();
    float[] values = new float[(int) weights.numel()];
    weights.contiguous().data_ptr_float().get(values);
    return values;
  }

  private static GraphProto graph(
      List<Long> shape, TensorProto scale, TensorProto zero, NodeProto restoring) {
    TensorProto kept =
        TensorProto.newBuilder()
            .setName("kept")
            .setDataType(DataType.INT8.getNumber())
            .addAllDims(shape)
            .setRawData(ByteString.copyFrom(KEPT))
            .build();
    NodeProto slopes =
        NodeProto.newBuilder()
            .setName("slopes")
            .setOpType("PRelu")
            .addAllInput(List.of("x", "w"))
            .addOutput("y")
            .build();
    return GraphProto.newBuilder()
        .addInput(ValueInfoProto.newBuilder().setName("x"))
        .addAllInitializer(List.of(kept, scale, zero))
        .addAllNode(List.of(restoring, slopes))
        .build();
  }

  private static NodeProto.Builder restoring() {
    return NodeProto.newBuilder()
        .setOpType("DequantizeLinear")
        .addAllInput(List.of("kept", "scale", "zero"))
        .addOutput("w")
        .addAttribute(AttributeProto.newBuilder().setName("axis").setI(0));
  }

  /** One number has no dimensions. */
  private static TensorProto scales(float... values) {
    TensorProto.Builder scale =
        TensorProto.newBuilder().setName("scale").setDataType(DataType.FLOAT.getNumber());
    for (float value : values) {
      scale.addFloatData(value);
    }
    return values.length == 1 ? scale.build() : scale.addDims(values.length).build();
  }

  private static TensorProto zeros(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    TensorProto.Builder zero =
        TensorProto.newBuilder()
            .setName("zero")
            .setDataType(DataType.INT8.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    return values.length == 1 ? zero.build() : zero.addDims(values.length).build();
  }
}
