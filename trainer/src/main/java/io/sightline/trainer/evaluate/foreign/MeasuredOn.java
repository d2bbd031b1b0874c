package io.sightline.trainer.evaluate.foreign;

import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelException;
import io.sightline.contract.model.ModelFolder;
import io.sightline.trainer.console.Progress;
import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.FaceSets;
import io.sightline.trainer.data.VerificationSet;
import io.sightline.trainer.evaluate.Embedder;
import io.sightline.trainer.evaluate.EngineEmbedder;
import io.sightline.trainer.evaluate.ThresholdTable;
import java.nio.file.Path;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Option;

/** The faces that thresholds are measured on. Options of the command line. */
final class MeasuredOn {
  private static final long SEED = 1;

  @Option(
      names = "--thresholds",
      paramLabel = "SET",
      description =
          "measure thresholds on this labelled set of aligned faces: a .rec, or a folder for each"
              + " person")
  private Path labelled;

  @Option(
      names = "--threshold-pictures",
      paramLabel = "N",
      defaultValue = "4000",
      description = "at most so many of that set. Default: ${DEFAULT-VALUE}")
  private int most;

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description = "or on all pictures that a list of pairs names, as LFW's does; needs --images")
  private Path pairs;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "folder of those pictures, NAME/NAME_0001.jpg (or .png, ...)")
  private Path images;

  @Option(
      names = "--detector",
      paramLabel = "DIR",
      description = "folder with a detector, or 'bundled', for pictures that are not aligned crops")
  private String detector;

  /**
   * Whether there are any.
   *
   * @throws ModelException when the options do not go together, or one cannot be meant
   */
  boolean given() {
    if (most < 2) {
      throw new ModelException("--threshold-pictures must be 2 or more");
    }
    if ((pairs == null) != (images == null)) {
      throw new ModelException("--pairs and --images go together");
    }
    if (pairs != null && labelled != null) {
      throw new ModelException("either --thresholds or --pairs");
    }
    return pairs != null || labelled != null;
  }

  /** In the form of a card; empty when there are too few faces for any rate. */
  Map<String, Map<String, Double>> measure(ModelBundle model) {
    int cores = Runtime.getRuntime().availableProcessors();
    try (Embedder embedder = new EngineEmbedder(model, cores)) {
      if (labelled != null) {
        try (FaceSet set = FaceSets.open(labelled);
            ProgressBar bar = Progress.bar("thresholds", Math.min(most, set.size()))) {
          return ThresholdTable.measure(embedder, set, most, 0, SEED, bar::step);
        }
      }
      VerificationSet set = VerificationSet.pairs(pairs, images);
      ModelBundle finder = detector == null ? null : ModelFolder.named(detector).detector("");
      try (ProgressBar bar = Progress.bar("thresholds", set.pictures().size())) {
        return ThresholdTable.measure(embedder, set, finder, SEED, bar::step);
      }
    }
  }
}
