package io.sightline.trainer.train;

import io.sightline.trainer.console.Interruption;
import io.sightline.trainer.console.Progress;
import io.sightline.trainer.data.FaceDataException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;

/** Runs a training for a person who watches: progress, Ctrl-C, what to do next. */
public final class TrainingConsole {
  private final PrintWriter out;

  public TrainingConsole(PrintWriter out) {
    this.out = out;
  }

  /**
   * @param folder of the training
   * @return whether it came to its last step
   * @throws TrainingException when another process trains in the folder, too, or as {@link
   *     TrainingJob#run} does; not after Ctrl-C, when the process ends with the message
   */
  public boolean run(TrainingJob job, Path folder, TrainingJob.Machine machine, Ranks ranks) {
    CheckpointInfo info = job.info();
    Recipe recipe = info.recipe();
    out.printf(
        "%s on %s: %d pictures of %d identities, batch %d, steps %d to %d%n",
        recipe.network().label(),
        machine.compute(),
        info.pictures(),
        info.identities(),
        recipe.batch(),
        info.step(),
        recipe.steps());
    out.flush();
    try (TrainingLock lock = new TrainingLock(folder);
        Interruption interruption = new Interruption()) {
      try {
        long reached = train(job, folder, ranks, interruption);
        report(folder, reached, recipe.steps());
        return reached == recipe.steps();
      } catch (RuntimeException e) {
        boolean explained = e instanceof TrainingException || e instanceof FaceDataException;
        interruption.failed(e, explained);
        throw e;
      }
    }
  }

  private static long train(TrainingJob job, Path folder, Ranks ranks, Interruption interruption) {
    Recipe recipe = job.info().recipe();
    long first = job.info().step();
    try (MetricsFile metrics = new MetricsFile(folder, first);
        ProgressBar bar = Progress.bar("train", (recipe.steps() - first) * recipe.batch())) {
      return job.run(
          ranks,
          interruption::asked,
          (step, loss, rate) -> {
            metrics.add(step, loss, rate);
            bar.setExtraMessage(message(step, loss));
            bar.stepBy(recipe.batch());
          });
    }
  }

  private void report(Path folder, long reached, long steps) {
    if (reached < steps) {
      out.printf(
          "stopped after step %d; go on with: ./sightline trainer resume %s%n", reached, folder);
    } else {
      out.printf("done; next: ./sightline trainer export --checkpoint %s --out DIR%n", folder);
    }
    out.flush();
  }

  private static String message(long step, StepLoss loss) {
    return String.format(
        Locale.ROOT, ", step %d, loss %.3f, mask %.3f", step + 1, loss.arc(), loss.mask());
  }
}
