package io.sightline.trainer.export;

import io.sightline.contract.model.onnx.GraphProto;
import io.sightline.contract.model.onnx.ModelProto;
import io.sightline.contract.model.onnx.NodeProto;
import io.sightline.contract.model.onnx.OperatorSetIdProto;
import io.sightline.contract.model.onnx.TensorProto;
import io.sightline.contract.model.onnx.TensorProto.DataType;
import io.sightline.contract.model.onnx.TensorShapeProto.Dimension;
import io.sightline.contract.model.onnx.TypeProto;
import io.sightline.contract.model.onnx.ValueInfoProto;
import io.sightline.trainer.net.FaceNetwork;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * Networks as ONNX (IR 8, operator set 13 or, for those that straighten, 16; with 8 bits 9 and 19):
 * input {@code input} [batch, 3, 112, 112], outputs {@code embedding} [batch, E] and, if wanted,
 * {@code mask} [batch, 2], all fp32 whatever is between them.
 */
public final class OnnxWriter {
  static final String INPUT = "input";
  static final String EMBEDDING = "embedding";
  static final String MASK = "mask";
  private static final long OPERATOR_SET = 13;
  private static final long IR_VERSION = 8;

  /** The first that samples pictures. */
  private static final long SAMPLING_OPERATOR_SET = 16;

  /** The first in which numbers of 8 bits come of fp16. */
  private static final long EIGHT_BIT_OPERATOR_SET = 19;

  private static final long EIGHT_BIT_IR_VERSION = 9;

  private OnnxWriter() {}

  /**
   * What the file is to be like.
   *
   * @param normalised whether embeddings have length one
   * @param mask whether there is a mask output
   */
  public record Form(boolean normalised, boolean mask, Numbers numbers) {}

  /** Of weights and arithmetic. */
  public enum Numbers {
    FP32,
    /** Half the size; computed in fp32, as CPUs do it best. */
    FP16_WEIGHTS,
    /** As {@link #FP16_WEIGHTS}, but dense layers' weights are kept in 8 bits. */
    INT8_DENSE,
    /** For engines that compute in it, as those of GPUs; ONNX Runtime on a CPU is slow with it. */
    FP16,
    /** Convolutions in 8 bits, all else in {@link #FP16}: for GPUs, too. */
    INT8;

    /** Whether weights that are many and not in 8 bits are kept in fp16, and computed in fp32. */
    boolean halfWeights() {
      return this == FP16_WEIGHTS || this == INT8_DENSE;
    }

    /** Whether what is not rounded to 8 bits is computed in fp16. */
    boolean half() {
      return this == FP16 || this == INT8;
    }
  }

  /** The network as it computes in evaluation, in any numbers but 8 bits. */
  public static ModelProto write(FaceNetwork network, Form form) {
    return write(network, form, InputRanges.NONE);
  }

  /**
   * @param ranges what 8 bits have to hold; none for other numbers
   */
  static ModelProto write(FaceNetwork network, Form form, InputRanges ranges) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName(network.spec().label());
    graph.addInput(value(INPUT, 3, 112, 112));
    graph.addOutput(value(EMBEDDING, network.spec().embedding()));
    if (form.mask()) {
      graph.addOutput(value(MASK, 2));
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      OnnxOps ops = new OnnxOps(graph, form.numbers(), ranges);
      boolean fp16 = form.numbers().half();
      String input = fp16 ? cast(graph, INPUT, "input_fp16", DataType.FLOAT16) : INPUT;
      FaceNetwork.Heads<OnnxValue> heads = network.run(ops, new OnnxValue.Written(input));
      String embedding = ops.write(heads.embedding());
      output(graph, embedding, form.normalised() ? "raw_embedding" : EMBEDDING, fp16);
      if (form.normalised()) {
        normalise(graph, form.numbers() == Numbers.INT8);
      }
      if (form.mask()) {
        output(graph, ops.write(heads.mask()), MASK, fp16);
      }
    }
    if (form.numbers() == Numbers.INT8) {
      return model(graph, EIGHT_BIT_IR_VERSION, EIGHT_BIT_OPERATOR_SET);
    }
    boolean straightens = network.spec().straighten();
    return model(graph, IR_VERSION, straightens ? SAMPLING_OPERATOR_SET : OPERATOR_SET);
  }

  static ModelProto model(GraphProto.Builder graph) {
    return model(graph, IR_VERSION, OPERATOR_SET);
  }

  private static ModelProto model(GraphProto.Builder graph, long irVersion, long operatorSet) {
    return ModelProto.newBuilder()
        .setIrVersion(irVersion)
        .setProducerName("sightline")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(operatorSet))
        .setGraph(graph)
        .build();
  }

  private static void output(GraphProto.Builder graph, String from, String name, boolean fp16) {
    if (fp16) {
      cast(graph, from, name, DataType.FLOAT);
    } else {
      graph.addNode(node("Identity", name, from));
    }
  }

  static String cast(GraphProto.Builder graph, String from, String to, DataType type) {
    graph.addNode(node("Cast", to, from).addAttribute(Attributes.integer("to", type.getNumber())));
    return to;
  }

  /**
   * @param asInput whether axes are an input, as from operator set 18 on, or an attribute
   */
  private static void normalise(GraphProto.Builder graph, boolean asInput) {
    NodeProto.Builder length =
        node("ReduceL2", "length", "raw_embedding").addAttribute(Attributes.integer("keepdims", 1));
    if (asInput) {
      graph.addInitializer(
          TensorProto.newBuilder()
              .setName("axes")
              .setDataType(DataType.INT64.getNumber())
              .addDims(1)
              .addInt64Data(1));
      length.addInput("axes");
    } else {
      length.addAttribute(Attributes.ints("axes", List.of(1L)));
    }
    graph.addNode(length);
    graph.addNode(node("Div", EMBEDDING, "raw_embedding", "length"));
  }

  static NodeProto.Builder node(String type, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(type)
        .setName(output + "_" + type)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  static ValueInfoProto value(String name, long... sizes) {
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT.getNumber());
    tensor.getShapeBuilder().addDim(Dimension.newBuilder().setDimParam("batch"));
    for (long size : sizes) {
      tensor.getShapeBuilder().addDim(Dimension.newBuilder().setDimValue(size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
