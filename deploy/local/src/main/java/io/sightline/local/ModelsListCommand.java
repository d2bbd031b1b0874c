package io.sightline.local;

import io.sightline.contract.model.DetectorSpec;
import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelCard;
import io.sightline.contract.model.ModelException;
import io.sightline.contract.model.ModelFolder;
import io.sightline.contract.model.RecogniserSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the models of a folder and those in the box: id, what it is, thresholds, licence. Each file is checked against",
      "its card's SHA-256; exit code 1 when one cannot be used."
    })
final class ModelsListCommand implements Callable<Integer> {
  private static final String ROW = "  %-26s %-44s %-24s %s%n";

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description =
          "folder (default: models, if there is one), or bundled for those in the box alone")
  private Path models;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path folder = models == null ? Path.of("models") : models;
    boolean good = true;
    if (models == null && !Files.isDirectory(folder)) {
      out.println("no folder 'models': where none is named, the bundled models are used");
    } else if (!folder.toString().equals(ModelFolder.BUNDLED)) {
      out.println(folder + ":");
      good = list(folder, out);
    }
    out.println(
        "bundled (trained on rendered faces: for demonstration and tests, not for people):");
    try {
      ModelFolder.named(ModelFolder.BUNDLED).models().forEach(model -> print(model, out));
    } catch (ModelException e) {
      out.println("  " + e.getMessage());
      good = false;
    }
    out.flush();
    return good ? 0 : 1;
  }

  private static boolean list(Path folder, PrintWriter out) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new UserException("models folder " + folder + " does not exist");
    }
    List<Path> files = ModelFolder.files(folder);
    if (files.isEmpty()) {
      out.println("  no models");
    }
    boolean good = true;
    for (Path file : files) {
      try {
        print(ModelBundle.open(file), out);
      } catch (ModelException e) {
        out.println("  unusable: " + e.getMessage());
        good = false;
      }
    }
    return good;
  }

  private static void print(ModelBundle model, PrintWriter out) {
    ModelCard card = model.card();
    String kind = card.detector() == null ? kind(card.recogniser()) : kind(card.detector(), card);
    String thresholds =
        card.recogniser() == null
            ? ""
            : card.recogniser().thresholds().isEmpty() ? "thresholds not measured" : "thresholds";
    out.printf(
        ROW, card.id(), kind, thresholds, card.licence().isEmpty() ? "no licence" : card.licence());
  }

  private static String kind(DetectorSpec detector, ModelCard card) {
    return "detector, %s, %dx%d"
        .formatted(detector.decoder(), card.input().width(), card.input().height());
  }

  private static String kind(RecogniserSpec recogniser) {
    String mask = recogniser.maskOutput().isPresent() ? "knows masks" : "does not know masks";
    return "recogniser, %d numbers, %s".formatted(recogniser.size(), mask);
  }
}
