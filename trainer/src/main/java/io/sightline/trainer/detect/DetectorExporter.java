package io.sightline.trainer.detect;

import static org.bytedeco.pytorch.global.torch.rand;

import io.sightline.contract.model.DetectorSpec;
import io.sightline.contract.model.ModelCard;
import io.sightline.contract.model.ModelInput;
import io.sightline.trainer.export.DetectorOnnx;
import io.sightline.trainer.export.ExportException;
import io.sightline.trainer.export.ModelFiles;
import io.sightline.trainer.net.DetectorNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** From a training's checkpoint to {@code detector.onnx} and {@code detector.json}. */
final class DetectorExporter {
  private static final List<Double> MIDDLE = List.of(127.5, 127.5, 127.5);
  private static final double NMS_IOU = 0.3;
  private static final String FOR =
      "Trained on rendered faces, for demonstration and tests, not for people. ";

  private final DetectorFolder folder;
  private final DetectorNetwork network;

  /**
   * What the card says beyond the training.
   *
   * @param machine on which it was trained
   */
  record Labels(String id, String licence, String machine, double threshold) {}

  /** Loads the network, on the CPU. */
  DetectorExporter(Path training) {
    folder = new DetectorFolder(training);
    network = new DetectorNetwork();
    try (NoGradGuard guard = new NoGradGuard()) {
      folder.restore(DetectorState.averaged(network));
    }
    network.eval();
  }

  /**
   * Writes both files when the model computes what the network does.
   *
   * @throws ExportException when it does not, or they cannot be written
   * @throws IllegalArgumentException when there can be no such card or input; says why
   */
  DetectorParity export(
      Path out, int width, int height, Map<String, Double> metrics, Labels labels) {
    new Cells(width, height);
    card("0".repeat(64), width, height, metrics, labels); // What it refuses is told first.
    byte[] onnx = DetectorOnnx.write(network, width, height).toByteArray();
    Tensor picture = rand(1, 3, height, width).mul(new Scalar(2)).sub(new Scalar(1));
    DetectorParity parity = DetectorParity.measure(onnx, network, picture);
    if (!parity.good()) {
      throw new ExportException(
          String.format(
              "the ONNX model differs from libtorch's: probabilities by %.5f, places by %.5f"
                  + " strides; nothing is written",
              parity.score(), parity.place()));
    }
    ModelFiles.write(out, "detector", onnx, sha256 -> card(sha256, width, height, metrics, labels));
    return parity;
  }

  private ModelCard card(
      String sha256, int width, int height, Map<String, Double> metrics, Labels labels) {
    return new ModelCard(
        labels.id(),
        sha256,
        new ModelInput("input", width, height, ModelInput.Colours.RGB, MIDDLE, MIDDLE),
        new DetectorSpec(
            DetectorSpec.Decoder.YUNET,
            DetectorNetwork.STRIDES,
            1,
            DetectorOnnx.outputs(),
            labels.threshold(),
            NMS_IOU),
        null,
        labels.licence(),
        "trained by this project: docs/detector.md",
        training(labels.machine()),
        metrics);
  }

  private String training(String machine) {
    DetectorFolder.Progress progress = folder.progress();
    return String.format(
        "%s./sightline trainer detector train, recipes trainer/recipes/detector*.yaml; %d pictures"
            + " with %d faces; %s%s",
        FOR,
        progress.pictures(),
        progress.people(),
        folder.story(),
        machine.isEmpty() ? "" : " on " + machine);
  }
}
