package io.sightline.trainer.export;

import static org.bytedeco.pytorch.global.torch.rand;

import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.FaceSets;
import io.sightline.trainer.device.Libtorch;
import io.sightline.trainer.train.CheckpointStore;
import io.sightline.trainer.train.Crops;
import io.sightline.trainer.train.Pixels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.DeviceType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code export}: a checkpoint as a model that the recogniser loads. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    header = "Writes a checkpoint as a model to serve.",
    description =
        "Writes model.onnx and its card model.json, after the ONNX has been run beside the"
            + " checkpoint on random pictures and on real ones and agreed (cosine 0.9999; of int8,"
            + " on real ones alone, 0.95).")
public final class ExportCommand implements Callable<Integer> {
  private static final int RANDOM = 4;
  private static final int REAL = 16;
  private static final int CALIBRATION = 256;

  @Option(
      names = "--checkpoint",
      required = true,
      description = "a training's folder (its latest checkpoint), or one checkpoint's")
  private Path checkpoint;

  @Option(names = "--out", required = true, description = "folder of the model")
  private Path out;

  @Option(
      names = "--numbers",
      defaultValue = "FP32",
      description =
          "fp32, fp16_weights (half the size, as quick on a CPU), int8_dense (as fp16_weights, but"
              + " the dense layers' weights in 8 bits), fp16 (arithmetic too: for GPUs,"
              + " slow on a CPU) or int8 (convolutions in 8 bits, the rest in fp16; for GPUs, too)."
              + " Default: fp32")
  private OnnxWriter.Numbers numbers;

  @Option(names = "--normalise", description = "embeddings of length one")
  private boolean normalise;

  @Option(
      names = "--data",
      description =
          "set of the real pictures, for int8 also of those that its scales are made for. Default:"
              + " the training set")
  private Path data;

  @Option(
      names = "--evaluation",
      paramLabel = "FILE",
      description = "report of evaluate --json: metrics and thresholds for the card")
  private Path evaluation;

  @Option(names = "--id", defaultValue = "", description = "of the embedding space")
  private String id;

  @Option(names = "--licence", defaultValue = "", description = "of the weights, for the card")
  private String licence;

  @Option(names = "--source", defaultValue = "", description = "where they come from, for the card")
  private String source;

  @Option(
      names = "--note",
      defaultValue = "",
      description = "what else is to be said of the training, for the card: machine, time, purpose")
  private String note;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Libtorch.load();
    Measured measured = evaluation == null ? Measured.NOTHING : Measured.read(evaluation);
    ModelExporter exporter = new ModelExporter(CheckpointStore.find(checkpoint));
    OnnxWriter.Form form = exporter.form(normalise, numbers);
    ModelExporter.Labels labels = new ModelExporter.Labels(id, licence, source, note);
    try {
      exporter.check(form, measured, labels);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "the model's card: " + e.getMessage());
    }
    Path pictures = data == null ? Path.of(exporter.info().data()) : data;
    Parity parity =
        exporter.export(
            out,
            form,
            numbers == OnnxWriter.Numbers.INT8 ? faces(pictures, CALIBRATION) : List.of(),
            pictures(pictures),
            measured,
            labels);
    spec.commandLine()
        .getOut()
        .printf(
            "%s: least cosine to libtorch %.7f, mask probability within %.5f%n",
            out.resolve("model.onnx"), parity.cosine(), parity.maskDifference());
    if (measured.thresholds().isEmpty()) {
      spec.commandLine().getOut().println("the card has no thresholds: none were measured");
    }
    return 0;
  }

  /** To compare with. Noise is like no face: 8 bits that are made for faces do not hold it. */
  private List<Tensor> pictures(Path real) {
    List<Tensor> all = new ArrayList<>(faces(real, REAL));
    if (numbers != OnnxWriter.Numbers.INT8) {
      all.add(rand(RANDOM, 3, 112, 112).mul(new Scalar(2)).sub(new Scalar(1)));
    }
    return all;
  }

  private static List<Tensor> faces(Path set, int most) {
    try (FaceSet faces = FaceSets.open(set)) {
      return Crops.spread(faces, most).stream()
          .map(bytes -> Pixels.normalise(bytes, new Device(DeviceType.CPU)))
          .toList();
    }
  }
}
