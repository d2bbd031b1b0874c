package io.sightline.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.bytedeco.pytorch.global.torch.rand;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import io.sightline.trainer.export.OnnxWriter;
import io.sightline.trainer.net.FaceNetwork;
import io.sightline.trainer.net.NetworkSpec;
import io.sightline.trainer.net.NetworkType;
import io.sightline.trainer.net.Randomised;
import io.sightline.trainer.net.TensorOps;
import io.sightline.trainer.train.Compute;
import io.sightline.trainer.train.Crops;
import io.sightline.trainer.train.FakeFaces;
import io.sightline.trainer.train.Pixels;
import io.sightline.trainer.train.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxImportTest {
  private static final NetworkSpec TINY = new NetworkSpec(NetworkType.IR18, 0.125, 1, 16, 0);

  @TempDir Path folder;

  @BeforeAll
  static void oneThread() {
    set_num_threads(1);
  }

  @ParameterizedTest
  @CsvSource({"IR18, false", "IR18, true", "MOBILEFACENET, false"})
  void aFoldedModelOfNoMaskHeadComputesTheSameHere(NetworkType type, boolean straighten)
      throws IOException {
    NetworkSpec spec = new NetworkSpec(type, 0.125, 1, 16, 0, straighten);
    FaceNetwork foreign = Randomised.network(spec, 3);
    FaceNetwork ours = Randomised.network(spec, 4);
    Tensor x = rand(2, 3, 112, 112);
    assertThat(distance(foreign, ours, x)).isGreaterThan(0.01f);
    OnnxImport.read(write(foreign), ours);
    assertThat(distance(foreign, ours, x)).isLessThan(1e-4f);
  }

  @Test
  void aFileWithoutAStraightenerLeavesItUntaught() throws IOException {
    FaceNetwork untaught =
        new FaceNetwork(new NetworkSpec(NetworkType.IR18, 0.125, 1, 16, 0, true));
    untaught.eval();
    FaceNetwork plain = Randomised.network(TINY, 3);
    OnnxImport.read(write(plain), untaught);
    assertThat(distance(plain, untaught, rand(2, 3, 112, 112))).isLessThan(1e-4f);
  }

  @ParameterizedTest
  @EnumSource(names = {"FP16_WEIGHTS", "INT8_DENSE"})
  void weightsKeptInFewerBitsAreRead(OnnxWriter.Numbers numbers) throws IOException {
    FaceNetwork foreign = Randomised.network(TINY, 3);
    FaceNetwork ours = Randomised.network(TINY, 4);
    byte[] onnx =
        OnnxWriter.write(foreign, new OnnxWriter.Form(true, false, numbers)).toByteArray();
    OnnxImport.read(Files.write(folder.resolve("few.onnx"), onnx), ours);
    assertThat(distance(foreign, ours, rand(2, 3, 112, 112)))
        .isLessThan(numbers == OnnxWriter.Numbers.INT8_DENSE ? 6e-2f : 1e-2f);
  }

  /** Batches are normalised by their own statistics in training: near the same after measuring. */
  @Test
  void measuredStatisticsMakeTrainingComputeWhatEvaluationDoes() throws IOException {
    FaceNetwork ours = Randomised.network(TINY, 4);
    OnnxImport.read(write(Randomised.network(TINY, 3)), ours);
    Tensor x = rand(8, 3, 112, 112);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor evaluated = embed(ours, x);
      ours.train(true);
      float before = embed(ours, x).sub(evaluated).abs().max().item_float();
      OnnxImport.read(folder.resolve("foreign.onnx"), ours);
      ours.eval();
      StatisticsOps statistics = new StatisticsOps(scope);
      ours.run(statistics, x);
      statistics.restate(1);
      assertThat(embed(ours, x).sub(evaluated).abs().max().item_float()).isLessThan(1e-3f);
      ours.train(true);
      float after = embed(ours, x).sub(evaluated).abs().max().item_float();
      assertThat(after).isLessThan(before / 5);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"IR18", "MOBILEFACENET"})
  void aNewMaskHeadReadsFeaturesOfUnitVariance(NetworkType type) throws IOException {
    NetworkSpec spec = new NetworkSpec(type, 0.125, 1, 16, 0);
    FaceNetwork ours = Randomised.network(spec, 4);
    OnnxImport.read(write(Randomised.network(spec, 3)), ours);
    Tensor x;
    Tensor before;
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor bytes = Crops.spread(FakeFaces.of(8), 32).get(0);
      x = Pixels.normalise(bytes, new Device(DeviceType.CPU));
      before = embed(ours, x);
    }
    Statistics.measure(
        ours, FakeFaces.of(8), new Compute(new Device(DeviceType.CPU), Precision.FP32));
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor features = ours.features(new TensorOps(), x);
      assertThat(features.mul(features).mean().item_float()).isBetween(0.5f, 2f);
      assertThat(embed(ours, x).sub(before).abs().max().item_float()).isLessThan(1e-3f);
    }
  }

  @Test
  void anotherArchitectureIsNamedByTheNode() throws IOException {
    Path file = write(Randomised.network(TINY, 3));
    FaceNetwork wider = Randomised.network(new NetworkSpec(NetworkType.IR18, 0.5, 1, 16, 0), 1);
    assertThatThrownBy(() -> OnnxImport.read(file, wider))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining(
            "foreign.onnx is no ir18-w0.5-e16: the network has Conv [32, 3, 3, 3]")
        .hasMessageContaining("the file has node conv_2 (Conv) [16, 3, 3, 3]");
  }

  @Test
  void whatIsNoOnnxIsSaidToBeNone() throws IOException {
    Path file = Files.writeString(folder.resolve("foreign.onnx"), "no model");
    assertThatThrownBy(() -> OnnxImport.read(file, Randomised.network(TINY, 1)))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("is no ONNX file");
  }

  /** Its variant has ReLU6 and a wider stem: not the network of the paper. */
  @Test
  void aPublicModelOfAnotherVariantIsRefused() {
    Path file =
        Path.of(System.getProperty("sightline.root", "."))
            .resolve("../shared/models/MobileFaceNet_foamliu_128d.onnx");
    assumeThat(file).exists();
    FaceNetwork network =
        Randomised.network(new NetworkSpec(NetworkType.MOBILEFACENET, 1, 1, 128, 0), 1);
    assertThatThrownBy(() -> OnnxImport.read(file, network)).hasMessageContaining("(Clip)");
  }

  private Path write(FaceNetwork network) throws IOException {
    byte[] onnx =
        OnnxWriter.write(network, new OnnxWriter.Form(false, false, OnnxWriter.Numbers.FP32))
            .toByteArray();
    return Files.write(folder.resolve("foreign.onnx"), onnx);
  }

  private static float distance(FaceNetwork a, FaceNetwork b, Tensor x) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      return embed(a, x).sub(embed(b, x)).abs().max().item_float();
    }
  }

  private static Tensor embed(FaceNetwork network, Tensor x) {
    return network.run(new TensorOps(), x).embedding();
  }
}
