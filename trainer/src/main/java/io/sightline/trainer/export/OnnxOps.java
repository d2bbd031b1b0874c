package io.sightline.trainer.export;

import io.sightline.contract.model.onnx.GraphProto;
import io.sightline.contract.model.onnx.NodeProto;
import io.sightline.contract.model.onnx.TensorProto.DataType;
import io.sightline.trainer.net.BatchNorm;
import io.sightline.trainer.net.PyramidOps;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.PReLUImpl;
import org.bytedeco.pytorch.Tensor;

/**
 * Writes a network as an ONNX graph for inference: dropout falls away, a normalisation goes into
 * the layer before it, or into the dense layers after it. It cannot go into a padded convolution
 * after it, because the padding is of zeros that were not normalised: there it stays a node. To be
 * used without gradients and within a PointerScope.
 */
final class OnnxOps implements PyramidOps<OnnxValue> {
  private final GraphProto.Builder graph;

  /** Numbers of a tensor that is not worth an operation to shorten it. */
  private static final int FEW = 1024;

  private final OnnxWriter.Numbers numbers;
  private final EightBits eightBits;
  private final Map<OnnxValue, String> names = new IdentityHashMap<>();
  private int count;

  /**
   * @param ranges of the layers that numbers of 8 bits are wanted for
   */
  OnnxOps(GraphProto.Builder graph, OnnxWriter.Numbers numbers, InputRanges ranges) {
    this.graph = graph;
    this.numbers = numbers;
    this.eightBits = new EightBits(graph, ranges, numbers.half());
  }

  @Override
  public OnnxValue conv(Conv2dImpl layer, OnnxValue x) {
    Tensor bias = layer.bias().defined() ? layer.bias() : null;
    return new OnnxValue.Layer(write(x), layer, layer.weight(), bias);
  }

  @Override
  public OnnxValue norm(BatchNorm norm, OnnxValue x) {
    Tensor scale = norm.scale();
    Tensor shift = norm.shift();
    if (x instanceof OnnxValue.Layer layer) {
      long[] rows = new long[(int) layer.weight().dim()];
      java.util.Arrays.fill(rows, 1);
      rows[0] = -1;
      Tensor weight = layer.weight().mul(scale.view(rows));
      Tensor bias = layer.bias() == null ? shift : layer.bias().mul(scale).add(shift);
      return new OnnxValue.Layer(layer.input(), layer.layer(), weight, bias);
    }
    return new OnnxValue.Scaled(write(x), scale, shift);
  }

  @Override
  public OnnxValue prelu(PReLUImpl layer, OnnxValue x) {
    Tensor slope = layer.weight().view(-1, 1, 1);
    return written(node("PRelu", write(x), constant("slope", slope)));
  }

  @Override
  public OnnxValue relu(OnnxValue x) {
    return written(node("Relu", write(x)));
  }

  @Override
  public OnnxValue enlarge(OnnxValue x) {
    String scales = "scales_" + count++;
    graph.addInitializer(OnnxTensors.write(scales, Tensor.create(1f, 1f, 2f, 2f), false));
    return written(
        node("Resize", write(x), "", scales)
            .addAttribute(Attributes.text("mode", "nearest"))
            .addAttribute(Attributes.text("coordinate_transformation_mode", "asymmetric"))
            .addAttribute(Attributes.text("nearest_mode", "floor")));
  }

  @Override
  public OnnxValue add(OnnxValue a, OnnxValue b) {
    return written(node("Add", write(a), write(b)));
  }

  @Override
  public OnnxValue dropout(DropoutImpl layer, OnnxValue x) {
    return x;
  }

  @Override
  public OnnxValue flatten(OnnxValue x) {
    if (x instanceof OnnxValue.Scaled scaled) {
      String flat = flat(scaled.input());
      return new OnnxValue.Scaled(flat, scaled.scale(), scaled.shift());
    }
    return written(node("Flatten", write(x)));
  }

  @Override
  public OnnxValue inner(OnnxValue picture, long border) {
    return written(
        node(
            "Slice",
            write(picture),
            longs("from", border, border),
            longs("until", -border, -border),
            longs("axes", 2, 3)));
  }

  @Override
  public OnnxValue straighten(OnnxValue picture, OnnxValue motion) {
    String name = write(picture);
    boolean half = numbers.half();
    String grid = new SamplingGrid(graph).write(full(write(motion), half));
    String straight =
        emit(
            node("GridSample", full(name, half), grid)
                .addAttribute(Attributes.text("mode", "bilinear"))
                .addAttribute(Attributes.text("padding_mode", "border"))
                .addAttribute(Attributes.integer("align_corners", 0)));
    return new OnnxValue.Written(
        half ? OnnxWriter.cast(graph, straight, straight + "_fp16", DataType.FLOAT16) : straight);
  }

  /** In fp32: places in a picture want more than fp16 has, and ONNX Runtime samples in it alone. */
  private String full(String name, boolean half) {
    return half ? OnnxWriter.cast(graph, name, name + "_fp32", DataType.FLOAT) : name;
  }

  private String longs(String role, long... values) {
    String name = role + "_" + count++;
    graph.addInitializer(OnnxTensors.longs(name, values));
    return name;
  }

  private String flat(String input) {
    return emit(node("Flatten", input));
  }

  @Override
  public OnnxValue linear(LinearImpl layer, OnnxValue x) {
    Tensor bias = layer.bias().defined() ? layer.bias() : null;
    if (!(x instanceof OnnxValue.Scaled scaled)) {
      return new OnnxValue.Layer(write(x), null, layer.weight(), bias);
    }
    long pixels = layer.weight().size(1) / scaled.scale().size(0);
    Tensor scale = scaled.scale().repeat_interleave(pixels);
    Tensor shift = layer.weight().matmul(scaled.shift().repeat_interleave(pixels));
    return new OnnxValue.Layer(
        scaled.input(),
        null,
        layer.weight().mul(scale.unsqueeze(0)),
        bias == null ? shift : bias.add(shift));
  }

  /** Puts a value into the graph, if it is not yet, and gives its name. */
  String write(OnnxValue value) {
    String name = names.get(value);
    if (name == null) {
      name = writeNew(value);
      names.put(value, name);
    }
    return name;
  }

  private String writeNew(OnnxValue value) {
    if (value instanceof OnnxValue.Layer layer) {
      return layer.layer() == null ? writeDense(layer) : writeConv(layer);
    }
    if (value instanceof OnnxValue.Scaled scaled) {
      return writeNorm(scaled);
    }
    return ((OnnxValue.Written) value).name();
  }

  private String writeConv(OnnxValue.Layer value) {
    boolean eight = eightBits.takes(value.layer());
    NodeProto.Builder node =
        eight
            ? node(
                "Conv",
                eightBits.input(value.layer(), value.input()),
                eightBits.weight(value.weight()))
            : node("Conv", value.input(), constant("weight", value.weight()));
    if (value.bias() != null) {
      node.addInput(constant("bias", value.bias()));
    }
    long stride = value.layer().options().stride().get(0);
    long padding = value.layer().options().padding().get0().get(0);
    long kernel = value.weight().size(2);
    node.addAttribute(Attributes.ints("kernel_shape", List.of(kernel, kernel)))
        .addAttribute(Attributes.ints("strides", List.of(stride, stride)))
        .addAttribute(Attributes.ints("pads", List.of(padding, padding, padding, padding)))
        .addAttribute(Attributes.integer("group", value.layer().options().groups().get()));
    return emit(node);
  }

  private String writeDense(OnnxValue.Layer value) {
    boolean eight = numbers == OnnxWriter.Numbers.INT8_DENSE && value.weight().numel() > FEW;
    String weight = eight ? eightBits.weight(value.weight()) : constant("weight", value.weight());
    NodeProto.Builder node = node("Gemm", value.input(), weight);
    if (value.bias() != null) {
      node.addInput(constant("bias", value.bias()));
    }
    return emit(node.addAttribute(Attributes.integer("transB", 1)));
  }

  private String writeNorm(OnnxValue.Scaled value) {
    Tensor zero = value.scale().mul(new org.bytedeco.pytorch.Scalar(0));
    NodeProto.Builder node =
        node(
            "BatchNormalization",
            value.input(),
            constant("scale", value.scale()),
            constant("shift", value.shift()),
            constant("mean", zero),
            constant("variance", zero.add(new org.bytedeco.pytorch.Scalar(1))));
    return emit(node.addAttribute(Attributes.number("epsilon", 0)));
  }

  private OnnxValue written(NodeProto.Builder node) {
    return new OnnxValue.Written(emit(node));
  }

  private NodeProto.Builder node(String type, String... inputs) {
    return NodeProto.newBuilder().setOpType(type).addAllInput(List.of(inputs));
  }

  private String emit(NodeProto.Builder node) {
    String name = node.getOpType().toLowerCase(java.util.Locale.ROOT) + "_" + count++;
    graph.addNode(node.setName(name).addOutput(name));
    return name;
  }

  private String constant(String role, Tensor tensor) {
    String name = role + "_" + count++;
    if (numbers.halfWeights() && tensor.numel() > FEW) {
      String half = name + "_fp16";
      graph.addInitializer(OnnxTensors.write(half, tensor, true));
      return OnnxWriter.cast(graph, half, name, DataType.FLOAT);
    }
    graph.addInitializer(OnnxTensors.write(name, tensor, numbers.half()));
    return name;
  }
}
