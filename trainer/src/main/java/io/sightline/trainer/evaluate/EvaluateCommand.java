package io.sightline.trainer.evaluate;

import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelException;
import io.sightline.contract.model.ModelFolder;
import io.sightline.recognizer.engine.EngineException;
import io.sightline.trainer.data.FaceDataException;
import io.sightline.trainer.data.VerificationSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
    description = "Measures a recogniser on pairs of faces, bare and masked.")
public final class EvaluateCommand implements Callable<Integer> {
  private final Function<Path, Embedder> checkpoints;

  @ArgGroup(multiplicity = "1")
  private Model model;

  @ArgGroup(multiplicity = "1")
  private Pairs pairs;

  @Option(
      names = "--images",
      description = "with --pairs: folder of the pictures, NAME/NAME_0001.jpg")
  private Path images;

  @Option(
      names = "--detector",
      description =
          "folder with a detector for pictures that are not aligned. Default: that of --model")
  private Path detector;

  @Option(
      names = "--masked",
      description = "file that names the pictures with masks, one a line; then none are drawn")
  private Path masked;

  @Option(names = "--no-masks", description = "draw no masks")
  private boolean noMasks;

  @Option(names = "--seed", defaultValue = "1", description = "of the drawn masks. Default: 1")
  private long seed;

  @Option(names = "--threads", defaultValue = "2", description = "for the model. Default: 2")
  private int threads;

  @Option(names = "--json", description = "write the figures as JSON")
  private Path json;

  @Option(names = "--html", description = "write a report with curves and the worst pairs")
  private Path html;

  @Spec private CommandSpec spec;

  private static final class Model {
    @Option(
        names = "--model",
        description = "folder with an ONNX recogniser and its card (or a known model), or the file")
    private Path onnx;

    @Option(names = "--checkpoint", description = "checkpoint of the trainer")
    private Path checkpoint;
  }

  private static final class Pairs {
    @Option(names = "--set", description = "verification .bin of InsightFace, aligned")
    private Path bin;

    @Option(names = "--pairs", description = "pairs as LFW lists them; needs --images")
    private Path list;
  }

  /**
   * @param checkpoints opens a checkpoint of the trainer
   */
  public EvaluateCommand(Function<Path, Embedder> checkpoints) {
    this.checkpoints = checkpoints;
  }

  @Override
  public Integer call() throws IOException {
    if (pairs.list != null && images == null) {
      throw new ParameterException(spec.commandLine(), "--pairs needs --images DIR");
    }
    try (Embedder embedder = embedder();
        EngineFaceFinder finder = finder()) {
      VerificationSet set =
          pairs.bin == null
              ? VerificationSet.pairs(pairs.list, images)
              : VerificationSet.bin(pairs.bin);
      report(set, new StoredCrops(set, finder), embedder);
      return 0;
    } catch (FaceDataException | ModelException | EngineException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }

  private Embedder embedder() {
    return model.onnx == null
        ? checkpoints.apply(model.checkpoint)
        : new EngineEmbedder(recogniser(model.onnx), threads);
  }

  private static ModelBundle recogniser(Path path) {
    if (!Files.isRegularFile(path)) {
      return ModelFolder.open(path).recogniser("");
    }
    return ModelFolder.open(path.toAbsolutePath().getParent()).models().stream()
        .filter(m -> m.onnx().getFileName().equals(path.getFileName()))
        .findFirst()
        .orElseThrow(() -> new ModelException("model " + path + " is no ONNX file"));
  }

  /** Null when no detector is at hand: aligned sets need none. */
  private EngineFaceFinder finder() {
    if (detector != null) {
      return new EngineFaceFinder(ModelFolder.open(detector).detector(""), threads);
    }
    if (model.onnx == null || !Files.isDirectory(model.onnx)) {
      return null;
    }
    ModelFolder folder = ModelFolder.open(model.onnx);
    boolean none = folder.models().stream().allMatch(m -> m.card().detector() == null);
    return none ? null : new EngineFaceFinder(folder.detector(""), threads);
  }

  private void report(VerificationSet set, Crops crops, Embedder embedder) throws IOException {
    boolean draw = masked == null && !noMasks;
    EvaluationResult result;
    try (ProgressBar bar = new ProgressBar("evaluate", (draw ? 2L : 1L) * crops.size())) {
      Evaluation evaluation = new Evaluation(set, crops, embedder, bar::step);
      if (draw) {
        result = evaluation.withDrawnMasks(seed);
      } else if (masked != null) {
        result = evaluation.withWornMasks(names(masked, set));
      } else {
        result = evaluation.bare();
      }
    }
    spec.commandLine().getOut().print(ResultTable.of(result));
    spec.commandLine().getOut().flush();
    if (json != null) {
      result.writeJson(json);
    }
    if (html != null) {
      FaceTable.Source wearing = draw ? FaceTable.masked(crops, seed) : crops::crop;
      new HtmlReport(result, crops, wearing).write(html);
    }
  }

  private static Set<String> names(Path list, VerificationSet set) {
    Set<String> names;
    try {
      names = new HashSet<>(Files.readAllLines(list));
    } catch (IOException e) {
      throw new FaceDataException(list + " cannot be read: " + e, e);
    }
    names.remove("");
    Set<String> unknown = new TreeSet<>(names);
    set.pictures().forEach(picture -> unknown.remove(picture.name()));
    if (!unknown.isEmpty()) {
      throw new FaceDataException(
          list
              + " names "
              + unknown.size()
              + " pictures that "
              + set.name()
              + " does not have, such as '"
              + unknown.iterator().next()
              + "'; it has such as '"
              + set.pictures().get(0).name()
              + "'");
    }
    return names;
  }
}
