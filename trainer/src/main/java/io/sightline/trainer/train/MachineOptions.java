package io.sightline.trainer.train;

import io.sightline.trainer.device.WantedDevice;
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
      description =
          "threads that decode and augment. Default: half the cores, with a card all but two,"
              + " shared by the ranks")
  private Integer workers;

  @Option(
      names = "--device",
      description =
          "auto, cpu or cuda: a CUDA device where there is one and else the CPU, or nothing but"
              + " that. Default: auto")
  private WantedDevice device = WantedDevice.AUTO;

  /** For a recipe's precision. */
  public TrainingJob.Machine machine(Precision precision) {
    return machine(precision, 0, 1);
  }

  TrainingJob.Machine machine(Precision precision, int rank, int ranks) {
    if (threads(ranks) < 1 || workers != null && workers < 1) {
      throw new TrainingException("--threads and --workers must be 1 or more");
    }
    Compute compute = Compute.choose(device, precision, threads(ranks), rank);
    return new TrainingJob.Machine(
        compute, workers != null ? workers : workers(compute.cuda(), CORES, ranks));
  }

  public WantedDevice device() {
    return device;
  }

  int threads(int ranks) {
    return threads != null ? threads : Math.max(1, CORES / ranks);
  }

  /** A card leaves the cores to decoding, but for the thread that feeds it and the collector's. */
  static int workers(boolean cuda, int cores, int ranks) {
    return Math.max(1, (cuda ? cores - 2 : cores / 2) / ranks);
  }
}
