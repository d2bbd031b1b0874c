package io.sightline.trainer.detect;

import io.sightline.trainer.console.Interruption;
import io.sightline.trainer.synthetic.FacesCommand;
import io.sightline.trainer.synthetic.scene.ScenesCommand;
import io.sightline.trainer.train.TrainingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code detector render}: a recipe's training set. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    header = "Renders the training set of a recipe.",
    description = "Parts that are there already are left as they are.")
public final class DetectorRenderCommand implements Callable<Integer> {
  @Option(
      names = "--recipe",
      required = true,
      description = "YAML, see trainer/recipes/detector.yaml")
  private Path recipe;

  @Option(names = "--out", required = true, description = "folder of the set")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (Interruption stop = new Interruption()) {
      return render(stop);
    }
  }

  private int render(Interruption stop) throws IOException {
    Map<String, String> parts = new TreeMap<>(DetectorRecipe.read(recipe).render());
    for (Map.Entry<String, String> part : parts.entrySet()) {
      Path folder = out.resolve(part.getKey());
      if (Files.exists(folder)) {
        continue;
      }
      Path partial = out.resolve(part.getKey() + ".part");
      Files.createDirectories(out);
      int code = render(part.getValue(), partial);
      if (code != 0 || stop.asked()) {
        return code; // A part that was cut short keeps its name, and is made anew.
      }
      Files.move(partial, folder);
    }
    spec.commandLine().getOut().printf("%d parts in %s%n", parts.size(), out);
    return 0;
  }

  private int render(String line, Path to) {
    List<String> words = new ArrayList<>(List.of(line.trim().split("\\s+")));
    String what = words.remove(0);
    words.addAll(List.of("--out", to.toString()));
    if (!what.equals("scenes") && !what.equals("faces")) {
      throw new TrainingException(
          "recipe " + recipe + ": render knows scenes and faces, not '" + what + "'");
    }
    CommandLine command =
        new CommandLine(what.equals("scenes") ? new ScenesCommand() : new FacesCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(spec.commandLine().getExecutionExceptionHandler())
            .setOut(new PrintWriter(spec.commandLine().getOut(), true))
            .setErr(spec.commandLine().getErr());
    return command.execute(words.toArray(String[]::new));
  }
}
