package io.sightline.trainer.train;

import picocli.CommandLine.Option;

/** Options that change speed, not results. */
public final class MachineOptions {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--threads",
      description =
          "threads of libtorch on the CPU; bound it to the free cores. Default: all cores, shared"
              + " by the ranks")
  private Integer threads;

  @Option(
      names = "--workers",
      description = "threads that decode and augment. Default: half the cores, shared by the ranks")
  private Integer workers;

  /** For a recipe's precision. */
  public TrainingJob.Machine machine(Precision precision) {
    return machine(precision, 0, 1);
  }

  TrainingJob.Machine machine(Precision precision, int rank, int ranks) {
    if (threads(ranks) < 1 || workers(ranks) < 1) {
      throw new TrainingException("--threads and --workers must be 1 or more");
    }
    return new TrainingJob.Machine(Compute.choose(precision, threads(ranks), rank), workers(ranks));
  }

  int threads(int ranks) {
    return threads != null ? threads : Math.max(1, CORES / ranks);
  }

  int workers(int ranks) {
    return workers != null ? workers : Math.max(1, CORES / 2 / ranks);
  }
}
