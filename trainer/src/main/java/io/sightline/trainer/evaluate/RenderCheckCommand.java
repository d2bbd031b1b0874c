package io.sightline.trainer.evaluate;

import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelFolder;
import io.sightline.trainer.synthetic.PeopleOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code render check}: are rendered faces faces to models that saw only photographs? */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    header = "Measures how real rendered faces are to models trained on photographs.",
    description = {
      "Renders bare faces from 42 pixels on, turned by no more than 45 degrees, and counts which of",
      "them the detector finds, how far its landmarks lie from the truth, what it finds in empty",
      "pictures, and how well the recogniser tells the people apart. Exit code 1 when less than",
      "97 %% are found."
    })
public final class RenderCheckCommand implements Callable<Integer> {
  private static final double LEAST_FOUND = 0.97;
  private static final List<String> MARKS =
      List.of("left eye", "right eye", "nose", "left mouth corner", "right mouth corner");

  @Option(
      names = "--models",
      required = true,
      description = "folder with both models, or 'bundled'")
  private Path models;

  @Option(names = "--detector", defaultValue = "", description = "its id, where there are several")
  private String detector;

  @Option(names = "--recogniser", defaultValue = "", description = "its id")
  private String recogniser;

  @Mixin private PeopleOptions who;

  @Option(names = "--empty", defaultValue = "100", description = "empty pictures. Default: 100")
  private int empty;

  @Option(names = "--threads", defaultValue = "1", description = "for the models. Default: 1")
  private int threads;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    int identities = who.identities();
    int perIdentity = who.perIdentity(6);
    if (identities < 2 || perIdentity < 2 || empty < 0) {
      throw new ParameterException(
          spec.commandLine(), "--identities and --per-identity from 2, --empty from 0");
    }
    ModelFolder folder = ModelFolder.named(models.toString());
    ModelBundle finder = folder.detector(detector);
    ModelBundle embedder = folder.recogniser(recogniser);
    try (RenderCheck check = new RenderCheck(finder, embedder, threads)) {
      RenderCheck.Outcome outcome;
      try (ProgressBar bar = new ProgressBar("people", identities)) {
        outcome = check.faces(identities, perIdentity, who.seed(), bar::stepTo);
      }
      int strays = check.empty(empty, who.seed());
      report(finder.card().id(), embedder.card().id(), outcome, strays);
      return outcome.faces().found() >= LEAST_FOUND ? 0 : 1;
    }
  }

  private void report(String finder, String embedder, RenderCheck.Outcome outcome, int strays) {
    PrintWriter out = spec.commandLine().getOut();
    RenderedFaces.Result faces = outcome.faces();
    out.printf(
        "%s: %.2f %% of %d faces found, overlap %.2f, %d strays; %d finds in %d empty pictures%n",
        finder, 100 * faces.found(), faces.faces(), faces.overlap(), faces.strays(), strays, empty);
    out.printf(
        "landmarks: %.1f %% of the distance between the eyes from the truth, constant offset off;"
            + " %.1f %% without what a face's five have in common%n",
        100 * faces.error(), 100 * faces.shape());
    for (int i = 0; i < MARKS.size(); i++) {
      out.printf(
          "  %s: offset %+.1f %+.1f %%, error %.1f %%%n",
          MARKS.get(i),
          100 * faces.offsets()[2 * i],
          100 * faces.offsets()[2 * i + 1],
          100 * faces.errors()[i]);
    }
    Separation s = outcome.separation();
    out.printf(
        "%s: genuine %.3f, impostor %.3f, EER %.1f %%, TAR %.1f %% at FMR 1 %%%n",
        embedder, s.genuine(), s.impostor(), 100 * s.equalError(), 100 * s.tarAt100());
    faces
        .missed()
        .forEach(
            t ->
                out.printf(
                    "missed: %.0f pixels, yaw %.0f, pitch %.0f%n", t.size(), t.yaw(), t.pitch()));
  }
}
