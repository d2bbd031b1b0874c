package io.sightline.trainer.train;

import io.sightline.trainer.console.Interruption;
import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.FaceSets;
import io.sightline.trainer.mask.Augmenter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code resume}: a training from its latest checkpoint. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    header = "Goes on with a training.",
    description = "Goes on with a training, as if it had never stopped.")
public final class ResumeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "folder of the training")
  private Path folder;

  @Option(names = "--data", description = "the training set, if it has moved")
  private Path data;

  @Option(names = "--rank", hidden = true)
  private int rank;

  @Option(names = "--meeting", hidden = true)
  private Path meeting;

  @Mixin private RankOptions machines;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Path checkpoint = CheckpointStore.ofTraining(folder);
    CheckpointInfo info = CheckpointStore.info(checkpoint);
    TrainingJob.Machine machine = machines.machine(info.recipe(), rank);
    Augmenter augmenter = new Augmenter(info.recipe().augment());
    Path set = data == null ? Path.of(info.data()) : data;
    try (FaceSet faces = FaceSets.open(set)) {
      TrainingJob job = TrainingJob.resume(folder, checkpoint, faces, machine, augmenter::view);
      if (rank > 0) {
        assist(job, machine);
      } else {
        try (Ranks ranks = machines.others(folder, set, machine)) {
          new TrainingConsole(spec.commandLine().getOut()).run(job, folder, machine, ranks);
        }
      }
    }
    return 0;
  }

  /** As another rank than the first, which is the one that hears of Ctrl-C. */
  private void assist(TrainingJob job, TrainingJob.Machine machine) {
    try (Interruption unheard = new Interruption();
        Ranks ranks = machines.join(meeting, rank, machine)) {
      job.run(ranks, () -> false, (step, loss, rate) -> {});
    }
  }
}
