package io.sightline.trainer.train;

import picocli.CommandLine.Option;

/** Options that change speed, not results. */
public final class MachineOptions {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--threads",
      description =
          "threads of libtorch on the CPU; bound it to the free cores. Default: all cores")
  private int threads = CORES;

  @Option(
      names = "--workers",
      description = "threads that decode and augment. Default: half the cores")
  private int workers = Math.max(1, CORES / 2);

  /** For a recipe's precision. */
  public TrainingJob.Machine machine(Precision precision) {
    if (threads < 1 || workers < 1) {
      throw new TrainingException("--threads and --workers must be 1 or more");
    }
    return new TrainingJob.Machine(Compute.choose(precision, threads), workers);
  }
}
