package io.sightline.trainer.evaluate.detector;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelFolder;
import io.sightline.recognizer.engine.OnnxRuntimeEngine;
import io.sightline.recognizer.face.FaceDetector;
import io.sightline.trainer.console.Progress;
import io.sightline.trainer.data.FaceDataException;
import io.sightline.trainer.detect.DetectionSet;
import io.sightline.trainer.detect.LabelledPicture;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.bytedeco.opencv.opencv_core.Mat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code detector evaluate}: any detector against the truth of rendered pictures. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Measures a detector on rendered pictures, through the engine that serves it.",
    description = {
      "Counted are faces from 20 pixels on, 90 %% visible, turned by at most 60 degrees; of all others,",
      "finding them is neither right nor wrong. Landmark errors are shares of the distance between",
      "the eyes, of faces from 40 pixels on."
    })
public final class DetectorEvaluateCommand implements Callable<Integer> {
  private static final int SMALLEST = 4;

  @Option(names = "--models", required = true, description = "folder with the detector")
  private Path models;

  @Option(names = "--detector", defaultValue = "", description = "its id, where there are several")
  private String detector;

  @Option(names = "--data", required = true, description = "rendered pictures it never saw")
  private Path data;

  @Option(names = "--threshold", description = "score to reach. Default: the card's")
  private Double threshold;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "figures of the scenes, for export's card")
  private Path json;

  @Option(names = "--mistakes", description = "names every mistake")
  private boolean mistakes;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ModelBundle model = ModelFolder.open(models).detector(detector);
    float least =
        (float) (threshold == null ? model.card().detector().scoreThreshold() : threshold);
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Double> metrics = new TreeMap<>();
    try (DetectionSet set = DetectionSet.open(data);
        OnnxRuntimeEngine engine = new OnnxRuntimeEngine(model, 1);
        FaceDetector finder = new FaceDetector(engine, model.card(), least, SMALLEST)) {
      if (json != null && set.scenes().isEmpty()) {
        throw new FaceDataException(data + " holds no scenes: --json has their figures alone");
      }
      if (!set.scenes().isEmpty()) {
        DetectionScore.Result result = measure(finder, set.scenes());
        report(model.card().id() + ", scenes", result, out);
        metrics(result, metrics);
      }
      if (!set.faces().isEmpty()) {
        report(model.card().id() + ", single faces", measure(finder, set.faces()), out);
      }
    }
    if (json != null) {
      Files.writeString(
          json,
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(metrics)
              + "\n");
    }
    return 0;
  }

  private DetectionScore.Result measure(FaceDetector finder, List<LabelledPicture> pictures) {
    DetectionScore score = new DetectionScore();
    try (ProgressBar bar = Progress.bar("evaluate", pictures.size());
        Mat bgr = new Mat()) {
      for (LabelledPicture picture : pictures) {
        cvtColor(picture.rgb(), bgr, COLOR_RGB2BGR);
        score.add(picture, finder.detect(bgr));
        bar.step();
      }
    }
    return score.result();
  }

  private void report(String what, DetectionScore.Result r, PrintWriter out) {
    out.printf(Locale.ROOT, "%s: %d pictures%n", what, r.pictures());
    for (int i = 0; i < DetectionScore.SIZES.length; i++) {
      String upTo =
          i + 1 < DetectionScore.SIZES.length ? " to " + DetectionScore.SIZES[i + 1] : " and more";
      out.printf(
          Locale.ROOT,
          "  %d%s pixels: found %d of %d%n",
          DetectionScore.SIZES[i],
          upTo,
          r.found()[i],
          r.faces()[i]);
    }
    out.printf(
        Locale.ROOT,
        "  from 40 pixels: recall %s (%d of %d), overlap %s; from 20: %s%n",
        figure("%.4f", r.recall(40)),
        r.found(40),
        r.faces(40),
        figure("%.3f", r.overlap()),
        figure("%.4f", r.recall(20)));
    out.printf(
        "  precision %s (%d finds where no face is)%n", figure("%.4f", r.precision()), r.wrong());
    double[] l = r.landmarks();
    out.printf(
        "  landmarks off by %s (eyes %s and %s, nose %s, mouth %s and %s)%n",
        figure("%.1f %%", 100 * r.landmarkError()),
        figure("%.1f", 100 * l[0]),
        figure("%.1f", 100 * l[1]),
        figure("%.1f", 100 * l[2]),
        figure("%.1f", 100 * l[3]),
        figure("%.1f", 100 * l[4]));
    if (mistakes) {
      r.mistakes().forEach(mistake -> out.println("  " + mistake));
    }
    out.flush();
  }

  /** A dash where nothing was counted. */
  private static String figure(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  private static void metrics(DetectionScore.Result r, Map<String, Double> into) {
    into.put("recall40", r.recall(40));
    into.put("recall20", r.recall(20));
    into.put("precision", r.precision());
    into.put("landmarkError", r.landmarkError());
    into.values().removeIf(value -> value.isNaN());
  }
}
