package io.sightline.trainer.evaluate;

import io.sightline.contract.model.ModelException;
import io.sightline.recognizer.engine.EngineException;
import io.sightline.trainer.console.Progress;
import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.FaceSets;
import io.sightline.trainer.data.PictureFiles;
import io.sightline.trainer.data.VerificationSet;
import io.sightline.trainer.device.WantedDevice;
import io.sightline.trainer.mask.Misalignment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evaluate}: accuracy of a model on a verification set, by mask pairing. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Measures a recogniser on pairs of faces, bare and masked.",
    description =
        "Measures a recogniser on pairs of faces, bare and masked: a checkpoint, or an ONNX model"
            + " in the engine that serves it. Pictures of 112x112 are taken as aligned; in others"
            + " the detector finds the main face.")
public final class EvaluateCommand implements Callable<Integer> {
  /** What is thrown where a served model's engine fails; its message says it all. */
  public static final Class<?> ENGINE_FAILURE = EngineException.class;

  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private final Checkpoints checkpoints;

  /** Opens checkpoints of the trainer. */
  @FunctionalInterface
  public interface Checkpoints {
    Embedder open(Path folder, int threads, WantedDevice device);
  }

  @ArgGroup(multiplicity = "1")
  private Model model;

  @ArgGroup(multiplicity = "1")
  private Pairs pairs;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "with --pairs: folder of the pictures, NAME/NAME_0001.jpg (or .png, ...)")
  private Path images;

  @Option(
      names = "--detector",
      paramLabel = "DIR",
      description =
          "folder with a detector for pictures that are not aligned. Default: that of --model")
  private Path detector;

  @Option(
      names = "--masked",
      paramLabel = "FILE",
      description = "names the pictures with masks, one a line; then none are drawn")
  private Path masked;

  @Option(names = "--no-masks", description = "draw no masks")
  private boolean noMasks;

  @Option(
      names = "--thresholds",
      paramLabel = "SET",
      description =
          "labelled set (as for train) of persons the model was not trained on: measure the"
              + " thresholds for a model card on it, by mask pairing. Default: that of --labelled")
  private Path thresholdSet;

  @Option(
      names = "--pictures",
      paramLabel = "N",
      defaultValue = "4000",
      description = "with --labelled: at most so many of that set. Default: 4000")
  private int labelledPictures;

  @Option(
      names = "--misalignment",
      paramLabel = "FACTOR",
      defaultValue = "0",
      description =
          "with --labelled: move the pictures as landmarks that err do; 1 for 2 pixels to each"
              + " side, 3 degrees and 4 %% (standard deviations). Default: 0")
  private double misalignment;

  @Option(
      names = "--threshold-pictures",
      paramLabel = "N",
      defaultValue = "4000",
      description = "at most so many of that set. Default: 4000")
  private int thresholdPictures;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "of drawn masks. Default: 1")
  private long seed;

  @Option(names = "--threads", paramLabel = "N", description = "for the model. Default: all cores")
  private int threads = CORES;

  @Option(
      names = "--device",
      description =
          "with --checkpoint: auto, cpu or cuda; auto takes a CUDA device where there is one."
              + " Default: auto")
  private WantedDevice device = WantedDevice.AUTO;

  @Option(names = "--json", paramLabel = "FILE", description = "write the figures as JSON")
  private Path json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "write a report with curves and the worst pairs")
  private Path html;

  @Spec private CommandSpec spec;

  private static final class Model {
    @Option(
        names = "--model",
        paramLabel = "DIR",
        description =
            "folder with an ONNX recogniser and its card (or a known model), the ONNX file, or"
                + " 'bundled'")
    private Path onnx;

    @Option(
        names = "--checkpoint",
        paramLabel = "DIR",
        description = "folder of a training (its latest checkpoint), or of one checkpoint")
    private Path checkpoint;
  }

  private static final class Pairs {
    @Option(names = "--set", paramLabel = "FILE", description = "verification .bin of InsightFace")
    private Path bin;

    @Option(
        names = "--pairs",
        paramLabel = "FILE",
        description = "pairs as LFW lists them; needs --images")
    private Path list;

    @Option(
        names = "--labelled",
        paramLabel = "SET",
        description =
            "labelled set (as for train) of persons the model was not trained on: all its pairs of"
                + " one person, a million of two for each mask pairing")
    private Path labelled;
  }

  public EvaluateCommand(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  @Override
  public Integer call() throws IOException {
    if (pairs.list != null && images == null) {
      throw new ParameterException(spec.commandLine(), "--pairs needs --images DIR");
    }
    if (threads < 1) {
      throw new ParameterException(spec.commandLine(), "--threads must be 1 or more");
    }
    if (device == WantedDevice.CUDA && model.onnx != null) {
      throw new ParameterException(
          spec.commandLine(), "--device cuda goes with --checkpoint; --model runs on the CPU");
    }
    if (pairs.labelled != null && masked != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--masked goes with --pairs or --set; a labelled set has truth.jsonl");
    }
    if (labelledPictures < 2 || thresholdPictures < 2) {
      throw new ParameterException(
          spec.commandLine(), "--pictures and --threshold-pictures must be 2 or more");
    }
    if (!Misalignment.allows(misalignment)) {
      throw new ParameterException(spec.commandLine(), "--misalignment must be from 0 to 3");
    }
    if (misalignment != 0 && pairs.labelled == null) {
      throw new ParameterException(spec.commandLine(), "--misalignment goes with --labelled");
    }
    PictureFiles.prepare(json);
    PictureFiles.prepare(html);
    try (Embedder embedder = embedder()) {
      if (pairs.labelled == null) {
        evaluatePairs(embedder);
      } else {
        evaluateLabelled(embedder);
      }
      return 0;
    } catch (EngineException e) {
      throw new ModelException(e.getMessage(), e);
    }
  }

  private void evaluatePairs(Embedder embedder) throws IOException {
    VerificationSet set =
        pairs.bin == null
            ? VerificationSet.pairs(pairs.list, images)
            : VerificationSet.bin(pairs.bin);
    // What is measured last is opened first: a wrong path is told before the long work.
    try (FaceSet others = thresholdSet == null ? null : FaceSets.open(thresholdSet);
        EngineFaceFinder finder = ServedModels.finder(detector, model.onnx)) {
      Crops crops = new StoredCrops(set, finder);
      EvaluationResult result = measure(set, crops, embedder);
      if (others != null) {
        result = result.with(thresholds(embedder, others));
      }
      FaceTable.Look bare = FaceTable.Look.BARE;
      report(result, crops, bare, draws() ? FaceTable.Look.masked(seed) : bare);
    }
  }

  private void evaluateLabelled(Embedder embedder) throws IOException {
    String name = pairs.labelled.toAbsolutePath().normalize().getFileName().toString();
    try (FaceSet set = FaceSets.open(pairs.labelled);
        FaceSet others = thresholdSet == null ? null : FaceSets.open(thresholdSet)) {
      LabelledEvaluation evaluation =
          new LabelledEvaluation(
              embedder, set, name, labelledPictures, draws(), misalignment, seed);
      EvaluationResult result;
      try (ProgressBar bar = Progress.bar("evaluate", evaluation.crops().size())) {
        result = evaluation.measure(bar::step);
      }
      result = result.with(thresholds(embedder, others == null ? set : others));
      report(result, evaluation.crops(), evaluation.bare(), evaluation.masks());
    }
  }

  private Embedder embedder() {
    return model.onnx == null
        ? checkpoints.open(model.checkpoint, threads, device)
        : new EngineEmbedder(ServedModels.recogniser(model.onnx), threads);
  }

  private void report(
      EvaluationResult result, Crops crops, FaceTable.Look bare, FaceTable.Look masks)
      throws IOException {
    spec.commandLine().getOut().print(ResultTable.of(result));
    spec.commandLine().getOut().flush();
    if (json != null) {
      result.writeJson(json);
    }
    if (html != null) {
      new HtmlReport(result, crops, bare, masks).write(html);
    }
  }

  private boolean draws() {
    return masked == null && !noMasks;
  }

  private EvaluationResult measure(VerificationSet set, Crops crops, Embedder embedder) {
    Set<String> wearing = masked == null ? Set.of() : MaskedNames.read(masked, set);
    try (ProgressBar bar = Progress.bar("evaluate", crops.size())) {
      Evaluation evaluation = new Evaluation(set, crops, embedder, bar::step);
      if (draws()) {
        return evaluation.withDrawnMasks(seed);
      }
      return masked == null ? evaluation.bare() : evaluation.withWornMasks(wearing);
    }
  }

  private Map<String, Map<String, Double>> thresholds(Embedder embedder, FaceSet faces) {
    try (ProgressBar bar = Progress.bar("thresholds", Math.min(thresholdPictures, faces.size()))) {
      return ThresholdTable.measure(
          embedder, faces, thresholdPictures, misalignment, seed, bar::step);
    }
  }
}
