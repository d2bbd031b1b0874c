package io.sightline.trainer.export;

import io.sightline.contract.model.ModelCard;
import io.sightline.contract.model.ModelInput;
import io.sightline.contract.model.RecogniserSpec;
import io.sightline.trainer.net.FaceNetwork;
import io.sightline.trainer.train.CheckpointInfo;
import io.sightline.trainer.train.CheckpointStore;
import io.sightline.trainer.train.TrainingState;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * From a checkpoint to a folder that the recogniser loads: {@code model.onnx}, {@code model.json}.
 */
final class ModelExporter {
  private static final List<Double> MIDDLE = List.of(127.5, 127.5, 127.5);

  private final Path checkpoint;
  private final CheckpointInfo info;
  private final FaceNetwork network;

  /**
   * What the card says of the model beyond the checkpoint.
   *
   * @param id empty for one made of network and hash
   * @param note said of the training before what the checkpoint knows of it; empty for none
   */
  record Labels(String id, String licence, String source, String note) {}

  /** Loads the network, on the CPU. */
  ModelExporter(Path checkpoint) {
    this.checkpoint = checkpoint;
    info = CheckpointStore.info(checkpoint);
    network = new FaceNetwork(info.recipe().network());
    try (NoGradGuard guard = new NoGradGuard()) {
      CheckpointStore.restore(checkpoint, TrainingState.networkTensors(network));
    }
    network.eval();
  }

  CheckpointInfo info() {
    return info;
  }

  /** A mask head that was never trained is left out. */
  OnnxWriter.Form form(boolean normalised, OnnxWriter.Numbers numbers) {
    return new OnnxWriter.Form(normalised, info.recipe().loss().maskTask(), numbers);
  }

  /**
   * Makes the card of no file, so that what it refuses is told before the long work.
   *
   * @throws IllegalArgumentException when there can be no such card; says why
   */
  void check(OnnxWriter.Form form, Measured measured, Labels labels) {
    card("0".repeat(64), form, measured, labels);
  }

  /**
   * Writes the folder, when the model computes what the network does on all the pictures.
   *
   * @param calibration batches of [N, 3, 112, 112] that show what 8 bits have to hold; not looked
   *     at for other numbers
   * @param pictures batches, too, each checked alone
   * @return the worst agreement
   * @throws ExportException when it does not, or the folder cannot be written
   */
  Parity export(
      Path out,
      OnnxWriter.Form form,
      List<Tensor> calibration,
      List<Tensor> pictures,
      Measured measured,
      Labels labels) {
    InputRanges ranges =
        form.numbers() == OnnxWriter.Numbers.INT8
            ? InputRanges.measure(network, calibration)
            : InputRanges.NONE;
    byte[] onnx = OnnxWriter.write(network, form, ranges).toByteArray();
    Parity worst = new Parity(1, 0);
    for (Tensor batch : pictures) {
      Parity parity = Parity.measure(onnx, network, batch);
      worst =
          new Parity(
              Math.min(worst.cosine(), parity.cosine()),
              Math.max(worst.maskDifference(), parity.maskDifference()));
    }
    if (!worst.good(form.numbers())) {
      throw new ExportException(
          String.format(
              "the ONNX model differs from libtorch's: least cosine %.6f, mask probability off by"
                  + " %.4f; nothing is written%s",
              worst.cosine(), worst.maskDifference(), hint(form.numbers())));
    }
    ModelFiles.write(out, "model", onnx, sha256 -> card(sha256, form, measured, labels));
    return worst;
  }

  private static String hint(OnnxWriter.Numbers numbers) {
    return switch (numbers) {
      case FP32 -> "";
      case INT8 -> ". This network does not bear 8 bits: export fp16";
      case FP16, FP16_WEIGHTS, INT8_DENSE -> ". The weights may be too large for fp16: export fp32";
    };
  }

  /** In ids. */
  private static String word(OnnxWriter.Numbers numbers) {
    return switch (numbers) {
      case FP32 -> "-";
      case INT8 -> "-int8-";
      case INT8_DENSE -> "-int8dense-";
      case FP16, FP16_WEIGHTS -> "-fp16-";
    };
  }

  private ModelCard card(String sha256, OnnxWriter.Form form, Measured measured, Labels labels) {
    String made =
        "mtarcface-" + network.spec().label() + word(form.numbers()) + sha256.substring(0, 8);
    RecogniserSpec recogniser =
        new RecogniserSpec(
            OnnxWriter.EMBEDDING,
            network.spec().embedding(),
            form.mask() ? OnnxWriter.MASK : null,
            measured.threshold(),
            measured.thresholds());
    return new ModelCard(
        labels.id().isEmpty() ? made : labels.id(),
        sha256,
        new ModelInput(OnnxWriter.INPUT, 112, 112, ModelInput.Colours.RGB, MIDDLE, MIDDLE),
        null,
        recogniser,
        labels.licence(),
        labels.source(),
        training(form, labels),
        measured.metrics());
  }

  private String training(OnnxWriter.Form form, Labels labels) {
    return (labels.note().isEmpty() ? "" : labels.note() + " ")
        + String.format(
            "%s; %d pictures of %d identities (%s); %d steps of %d; scale %s, margin %s, mask task %s;"
                + " embeddings %s; checkpoint %s%s",
            network.spec().label(),
            info.pictures(),
            info.identities(),
            Path.of(info.data()).getFileName(),
            info.step(),
            info.recipe().batch(),
            info.recipe().loss().scale(),
            info.recipe().loss().margin(),
            info.recipe().loss().maskTask() ? "on" : "off",
            form.normalised() ? "of length one" : "not normalised",
            checkpoint.getFileName(),
            info.origin().isEmpty() ? "" : "; fine-tuned from " + info.origin());
  }
}
