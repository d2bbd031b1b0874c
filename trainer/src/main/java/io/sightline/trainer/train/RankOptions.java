package io.sightline.trainer.train;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** On how many processes a training runs, and what each may use. */
public final class RankOptions {
  @Mixin private MachineOptions machines;

  @Option(
      names = "--ranks",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "processes that train together, each on its part of a step's batch: one for each CUDA"
              + " device. Default: 1")
  private int ranks;

  /**
   * For a recipe.
   *
   * @throws TrainingException when it cannot be trained so
   */
  public TrainingJob.Machine machine(Recipe recipe) {
    return machine(recipe, 0);
  }

  /** For one of several ranks. */
  TrainingJob.Machine machine(Recipe recipe, int rank) {
    if (ranks < 1) {
      throw new TrainingException("--ranks must be 1 or more");
    }
    if (recipe.batch() % ranks != 0 || recipe.batch() / ranks < 2) {
      throw new TrainingException(
          String.format(
              "a batch of %d cannot be shared by %d ranks: it must be a multiple of them, with two"
                  + " pictures for each",
              recipe.batch(), ranks));
    }
    return machines.machine(recipe.precision(), rank, ranks);
  }

  /**
   * Starts the other ranks of a training that has a checkpoint.
   *
   * @param folder of the training
   * @param data its set
   */
  public Ranks others(Path folder, Path data, TrainingJob.Machine machine) {
    if (ranks == 1) {
      return Ranks.ALONE;
    }
    List<String> resume =
        List.of(
            "resume",
            folder.toString(),
            "--data",
            data.toString(),
            "--threads",
            Integer.toString(machines.threads(ranks)),
            "--workers",
            Integer.toString(machine.workers()),
            "--device",
            machines.device().name());
    return new RankProcesses(resume, ranks, machine.compute());
  }

  /** Of another rank: joins those that {@link #others} started it with. */
  Ranks join(Path meetings, int rank, TrainingJob.Machine machine) {
    return RankProcesses.join(meetings, rank, ranks, machine.compute());
  }
}
