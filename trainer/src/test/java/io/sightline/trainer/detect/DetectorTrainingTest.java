package io.sightline.trainer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.pytorch.global.torch.set_num_threads;
import static org.bytedeco.pytorch.global.torch.zeros;

import io.sightline.contract.model.ModelFolder;
import io.sightline.recognizer.engine.OnnxRuntimeEngine;
import io.sightline.recognizer.face.DetectedFace;
import io.sightline.recognizer.face.FaceDetector;
import io.sightline.trainer.device.WantedDevice;
import io.sightline.trainer.export.DetectorOnnx;
import io.sightline.trainer.net.DetectorNetwork;
import io.sightline.trainer.train.Compute;
import io.sightline.trainer.train.Precision;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorTrainingTest {
  private static final Target SMALL = Drawn.target(20, 24, 18, 22);
  private static final Target LARGE = Drawn.target(70, 40, 44, 52);

  @TempDir Path folder;

  @BeforeAll
  static void oneThread() {
    set_num_threads(1);
  }

  private static DetectorRecipe recipe(int steps) {
    return recipe(steps, 7);
  }

  private static DetectorRecipe recipe(int steps, long seed) {
    return new DetectorRecipe(
        seed, steps, 2, 128, 0.3, 0.5, 0.2, 0.004, 5, 0.01, Precision.FP32, 1000, Map.of());
  }

  /** One picture, over and over: its faces are found by the engine in service, and no others. */
  @Test
  void learnsOnePictureAndExportsIt() {
    Mat picture = Drawn.picture(128, 128, SMALL, LARGE);
    List<View> views = Collections.nCopies(2, new View(Mats.bytes(picture), List.of(SMALL, LARGE)));
    DetectorState state =
        new DetectorState(recipe(120), Compute.choose(WantedDevice.CPU, Precision.FP32, 1));
    DetectorLosses first = state.step(views, 0);
    DetectorLosses last = first;
    for (int step = 1; step < 120; step++) {
      last = state.step(views, step);
    }
    assertThat(last.total()).isLessThan(first.total() / 10);
    DetectorFolder training = new DetectorFolder(folder.resolve("training"));
    training.begin(recipe(120), null);
    training.save(new DetectorFolder.Progress(120, 1, 2, 9), state.tensors());
    DetectorParity parity =
        new DetectorExporter(folder.resolve("training"))
            .export(
                folder.resolve("model"),
                128,
                128,
                Map.of("recall40", 1.0),
                new DetectorExporter.Labels("tiny", "none", "", 0.5));
    assertThat(parity.score()).isLessThan(1e-4);
    assertThat(parity.place()).isLessThan(1e-3);
    found(picture);
  }

  private void found(Mat rgb) {
    var model = ModelFolder.open(folder.resolve("model")).detector("");
    assertThat(model.card().training()).contains("not for people").contains("120 steps");
    assertThat(model.card().metrics()).containsEntry("recall40", 1.0);
    try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine(model, 1);
        FaceDetector detector = new FaceDetector(engine, model.card(), 0.5f, 4);
        Mat bgr = new Mat()) {
      org.bytedeco.opencv.global.opencv_imgproc.cvtColor(
          rgb, bgr, org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR);
      List<DetectedFace> faces = detector.detect(bgr);
      assertThat(faces).hasSize(2);
      for (Target target : List.of(SMALL, LARGE)) {
        DetectedFace face =
            faces.stream().filter(f -> f.box().iou(target.box()) > 0.6).findFirst().orElseThrow();
        assertThat(face.landmarks().nose().distance(target.landmarks().nose()))
            .isLessThan((float) (0.15 * target.size()));
      }
    }
  }

  /** Another network's weights are told from the exported ones. */
  @Test
  void parityTellsNetworksApart() {
    DetectorNetwork network = new DetectorNetwork();
    network.eval();
    byte[] onnx = DetectorOnnx.write(network, 64, 64).toByteArray();
    assertThat(DetectorParity.measure(onnx, network, zeros(1, 3, 64, 64).add(one())).good())
        .isTrue();
    DetectorNetwork other = new DetectorNetwork();
    other.eval();
    assertThat(DetectorParity.measure(onnx, other, zeros(1, 3, 64, 64).add(one())).good())
        .isFalse();
    long weights =
        network.weights().values().stream().mapToLong(org.bytedeco.pytorch.Tensor::numel).sum();
    assertThat(weights).isLessThan(500_000);
  }

  private static org.bytedeco.pytorch.Scalar one() {
    return new org.bytedeco.pytorch.Scalar(1.0);
  }

  @Test
  void aCheckpointBringsAllBack() {
    View view = new View(Mats.bytes(Drawn.picture(128, 128, SMALL)), List.of(SMALL));
    List<View> views = List.of(view, view);
    DetectorState state =
        new DetectorState(recipe(9), Compute.choose(WantedDevice.CPU, Precision.FP32, 1));
    state.step(views, 0);
    state.step(views, 1);
    DetectorFolder training = new DetectorFolder(folder.resolve("half"));
    training.begin(recipe(9), null);
    training.save(new DetectorFolder.Progress(2, 1, 1, 0), state.tensors());
    DetectorState again =
        new DetectorState(recipe(9), Compute.choose(WantedDevice.CPU, Precision.FP32, 1));
    try (var guard = new org.bytedeco.pytorch.NoGradGuard()) {
      training.restore(again.tensors());
    }
    assertThat(again.step(views, 2)).isEqualTo(state.step(views, 2));
    assertThatThrownBy(() -> training.begin(recipe(9), null)).hasMessageContaining("--resume");
  }

  @Test
  void aNewTrainingsAveragesBeginWithTheWeightsItStartsFrom() {
    Compute cpu = Compute.choose(WantedDevice.CPU, Precision.FP32, 1);
    DetectorState old = new DetectorState(recipe(9), cpu);
    DetectorFolder training = new DetectorFolder(folder.resolve("old"));
    training.begin(recipe(9), null);
    training.save(new DetectorFolder.Progress(0, 1, 1, 0), old.tensors());
    DetectorState begun = new DetectorState(recipe(9, 8), cpu);
    String average = "average.";
    Map<String, Tensor> all = begun.tensors();
    List<String> averaged = all.keySet().stream().filter(n -> n.startsWith(average)).toList();
    assertThat(averaged).anyMatch(name -> !all.get(name).equal(old.tensors().get(name)));
    begun.startFrom(training);
    assertThat(averaged)
        .allMatch(name -> all.get(name).equal(old.tensors().get(name)))
        .allMatch(name -> all.get(name).equal(all.get(name.substring(average.length()))));
  }

  @Test
  void theRateRisesAndFalls() {
    DetectorRecipe recipe = recipe(105);
    double[] rates = {recipe.rateAt(0), recipe.rateAt(5), recipe.rateAt(55), recipe.rateAt(105)};
    assertThat(Arrays.stream(rates).map(r -> Math.round(r * 1e5)).toArray())
        .containsExactly(80, 400, 200, 0);
  }
}
