package io.sightline.trainer.train;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Runs a training for a person who watches: progress, Ctrl-C, what to do next. */
public final class TrainingConsole {
  private static final int LINE = 130;
  private final PrintWriter out;

  public TrainingConsole(PrintWriter out) {
    this.out = out;
  }

  /**
   * @param folder of the training
   */
  public void run(TrainingJob job, Path folder, TrainingJob.Machine machine) {
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
    MetricsFile metrics = new MetricsFile(folder, info.step());
    long reached;
    try (Interruption interruption = new Interruption();
        ProgressBar bar = bar(info)) {
      reached =
          job.run(
              interruption::asked,
              (step, loss, rate) -> {
                metrics.add(step, loss, rate);
                bar.setExtraMessage(message(step, loss));
                bar.stepBy(recipe.batch());
              });
      report(folder, reached, recipe.steps());
    }
  }

  private void report(Path folder, long reached, long steps) {
    if (reached < steps) {
      out.printf("stopped after step %d; go on with: trainer resume %s%n", reached, folder);
    } else {
      out.printf("done; next: trainer export --checkpoint %s --out DIR%n", folder);
    }
    out.flush();
  }

  private static String message(long step, StepLoss loss) {
    return String.format(
        Locale.ROOT, "step %d loss %.3f mask %.3f", step + 1, loss.arc(), loss.mask());
  }

  private static ProgressBar bar(CheckpointInfo info) {
    boolean terminal = System.console() != null;
    int batch = info.recipe().batch();
    return new ProgressBarBuilder()
        .setTaskName("train")
        .setInitialMax((info.recipe().steps() - info.step()) * batch)
        .setUnit(" images", 1)
        .showSpeed()
        .setUpdateIntervalMillis(terminal ? 1000 : 15_000)
        .setConsumer(
            terminal
                ? new ConsoleProgressBarConsumer(System.err)
                : new DelegatingProgressBarConsumer(System.err::println, LINE))
        .build();
  }
}
