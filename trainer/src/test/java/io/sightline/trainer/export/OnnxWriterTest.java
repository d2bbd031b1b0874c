package io.sightline.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.pytorch.global.torch.rand;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import io.sightline.contract.model.onnx.GraphProto;
import io.sightline.contract.model.onnx.ModelProto;
import io.sightline.contract.model.onnx.NodeProto;
import io.sightline.contract.model.onnx.TensorProto.DataType;
import io.sightline.trainer.net.FaceNetwork;
import io.sightline.trainer.net.NetworkSpec;
import io.sightline.trainer.net.NetworkType;
import io.sightline.trainer.net.Randomised;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxWriterTest {

  @BeforeAll
  static void oneThread() {
    set_num_threads(1);
  }

  @ParameterizedTest
  @CsvSource({
    "IR18, 0.125, 1, false, false, FP32, 0.9999999",
    "IR18, 0.125, 2, true, false, FP32, 0.9999999",
    "IR18, 0.125, 1, false, true, FP16, 0.9999",
    "IR18, 0.125, 1, true, false, FP16, 0.999",
    "IR18, 0.125, 1, true, false, FP16_WEIGHTS, 0.9999",
    "IR18, 0.125, 1, true, false, INT8_DENSE, 0.9998",
    "MOBILEFACENET, 0.25, 1, false, true, INT8_DENSE, 0.9999",
    "IR50, 0.125, 1, false, true, FP32, 0.9999999",
    "MOBILEFACENET, 0.25, 1, false, false, FP32, 0.9999999",
    "MOBILEFACENET, 0.25, 1, false, true, FP16, 0.9999"
  })
  void computesWhatLibtorchDoes(
      NetworkType type,
      double width,
      int stem,
      boolean straighten,
      boolean normalised,
      OnnxWriter.Numbers numbers,
      double cosine) {
    NetworkSpec spec = new NetworkSpec(type, width, stem, 32, 0.4, straighten);
    FaceNetwork network = Randomised.network(spec, 11);
    OnnxWriter.Form form = new OnnxWriter.Form(normalised, true, numbers);
    byte[] onnx = OnnxWriter.write(network, form).toByteArray();
    for (int batch : new int[] {1, 3}) {
      Parity parity = Parity.measure(onnx, network, pictures(batch));
      assertThat(parity.cosine()).isGreaterThan(cosine);
      assertThat(parity.maskDifference())
          .isLessThan(numbers == OnnxWriter.Numbers.FP32 ? 1e-5 : 1e-2);
    }
  }

  /**
   * All but the stem of IR-18, where a stem of stride 2 saves a shortcut; those of MobileFaceNet
   * that see all channels; of a straightener none.
   */
  @ParameterizedTest
  @CsvSource({
    "IR18, 0.25, 1, false, 20",
    "IR18, 0.25, 2, false, 19",
    "IR18, 0.25, 2, true, 19",
    "MOBILEFACENET, 0.5, 1, false, 31"
  })
  void convolutionsInEightBitsAreNearToLibtorch(
      NetworkType type, double width, int stem, boolean straighten, int convolutions) {
    NetworkSpec spec = new NetworkSpec(type, width, stem, 32, 0, straighten);
    FaceNetwork network = Randomised.network(spec, 5);
    network.eval();
    List<Tensor> calibration = List.of(pictures(6), pictures(2));
    InputRanges ranges = InputRanges.measure(network, calibration);
    OnnxWriter.Form form = new OnnxWriter.Form(stem == 2, true, OnnxWriter.Numbers.INT8);
    ModelProto model = OnnxWriter.write(network, form, ranges);

    assertThat(Parity.measure(model.toByteArray(), network, pictures(3)).cosine())
        .isBetween(0.98, 0.99999);
    GraphProto graph = model.getGraph();
    assertThat(graph.getNodeList())
        .filteredOn(node -> node.getOpType().equals("QuantizeLinear"))
        .hasSize(convolutions);
    assertThat(graph.getInitializerList())
        .filteredOn(tensor -> tensor.getDataType() == DataType.INT8.getNumber())
        .filteredOn(tensor -> tensor.getDimsCount() == 4)
        .hasSize(convolutions);
  }

  /** Embedding and mask head; convolutions stay as they are. */
  @Test
  void denseLayersAreKeptInEightBits() {
    NetworkSpec spec = new NetworkSpec(NetworkType.IR18, 0.125, 1, 32, 0);
    OnnxWriter.Form form = new OnnxWriter.Form(false, true, OnnxWriter.Numbers.INT8_DENSE);
    GraphProto graph = OnnxWriter.write(Randomised.network(spec, 1), form).getGraph();
    assertThat(graph.getInitializerList())
        .filteredOn(tensor -> tensor.getDataType() == DataType.INT8.getNumber())
        .filteredOn(tensor -> tensor.getDimsCount() == 2)
        .hasSize(2);
    assertThat(graph.getNodeList())
        .filteredOn(node -> node.getOpType().equals("DequantizeLinear"))
        .hasSize(2);
  }

  /** IR-18: a stem, two in each of 8 blocks, 4 beside them. Nothing is written twice. */
  @ParameterizedTest
  @CsvSource({"IR18, 21, 8", "MOBILEFACENET, 49, 0"})
  void foldsAllButTheFirstNormOfEachBlock(NetworkType type, int convolutions, int norms) {
    FaceNetwork network = Randomised.network(new NetworkSpec(type, 0.125, 1, 32, 0), 1);
    ModelProto model =
        OnnxWriter.write(network, new OnnxWriter.Form(false, false, OnnxWriter.Numbers.FP32));
    List<String> types = model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
    assertThat(types).filteredOn("Conv"::equals).hasSize(convolutions);
    assertThat(types).filteredOn("BatchNormalization"::equals).hasSize(norms);
    assertThat(model.getGraph().getOutputList()).hasSize(1);
  }

  private static Tensor pictures(int batch) {
    return rand(batch, 3, 112, 112).mul(new Scalar(2)).sub(new Scalar(1));
  }
}
