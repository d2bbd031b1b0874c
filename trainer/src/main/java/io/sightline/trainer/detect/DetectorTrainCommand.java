package io.sightline.trainer.detect;

import io.sightline.trainer.console.Interruption;
import io.sightline.trainer.console.Progress;
import io.sightline.trainer.data.FaceDataException;
import io.sightline.trainer.train.MachineOptions;
import io.sightline.trainer.train.TrainingException;
import io.sightline.trainer.train.TrainingJob;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code detector train}: a new training, or the rest of one. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Trains a face detector.",
    description = "Ctrl-C leaves a checkpoint that --resume goes on from.")
public final class DetectorTrainCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private Start begin;

  @Option(
      names = "--data",
      required = true,
      description = "folder of 'detector render', or of 'render scenes' and 'render faces --whole'")
  private Path data;

  @Option(names = "--out", required = true, description = "folder of the training")
  private Path out;

  @Option(
      names = "--from",
      paramLabel = "TRAINING",
      description = "a training whose weights a new one starts with. Default: drawn ones")
  private Path from;

  @Mixin private MachineOptions machines;
  @Spec private CommandSpec spec;

  /** From the start or from the checkpoint. */
  private static final class Start {
    @Option(names = "--recipe", description = "YAML, see trainer/recipes/detector.yaml")
    private Path recipe;

    @Option(names = "--resume", description = "goes on with the training in --out, as it began")
    private boolean resume;
  }

  @Override
  public Integer call() {
    DetectorRecipe recipe =
        begin.resume ? new DetectorFolder(out).recipe() : DetectorRecipe.read(begin.recipe);
    TrainingJob.Machine machine = machines.machine(recipe.precision());
    try (DetectionSet set = DetectionSet.open(data)) {
      run(
          begin.resume
              ? DetectorTraining.resume(out, set, machine)
              : DetectorTraining.start(out, from, recipe, set, machine),
          machine);
    }
    return 0;
  }

  private void run(DetectorTraining training, TrainingJob.Machine machine) {
    PrintWriter text = spec.commandLine().getOut();
    DetectorRecipe recipe = training.recipe();
    long from = training.progress().step();
    text.printf(
        "detector on %s: %d pictures with %d faces, batch %d, steps %d to %d%n",
        machine.compute(),
        training.progress().pictures(),
        training.progress().people(),
        recipe.batch(),
        from,
        recipe.steps());
    text.flush();
    try (Interruption interruption = new Interruption()) {
      try {
        train(training, from, interruption);
      } catch (RuntimeException e) {
        boolean explained = e instanceof TrainingException || e instanceof FaceDataException;
        interruption.failed(e, explained);
        throw e;
      }
      long reached = training.progress().step();
      text.printf(
          reached < recipe.steps()
              ? "stopped after step %d; go on with: ./sightline trainer detector train --resume"
                  + " --data %s --out %s%n"
              : "done after step %d; next: ./sightline trainer detector export --training %3$s"
                  + " --out DIR%n",
          reached,
          data,
          out);
      text.flush();
    }
  }

  private static void train(DetectorTraining training, long from, Interruption interruption) {
    DetectorRecipe recipe = training.recipe();
    try (ProgressBar bar = Progress.bar("train", (recipe.steps() - from) * recipe.batch())) {
      training.run(
          interruption::asked,
          (step, losses) -> {
            bar.setExtraMessage(message(step, losses));
            bar.stepBy(recipe.batch());
          });
    }
  }

  private static String message(long step, DetectorLosses l) {
    return String.format(
        Locale.ROOT,
        ", step %d, objectness %.3f, box %.3f, landmarks %.4f",
        step + 1,
        l.objectness(),
        l.box(),
        l.points());
  }
}
