package io.sightline.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures.",
    subcommands = {BenchCommand.StreetBench.class, BatcherBench.class, EngineBench.class})
final class BenchCommand implements Runnable {

  @picocli.CommandLine.Spec private picocli.CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }

  @Command(
      name = "street",
      mixinStandardHelpOptions = true,
      description = {
        "Compares the stage between the topics frames and faces with a bare loop over the same pictures, decoded, and the",
        "same two models in this JVM; then watches its memory. Prints ratios."
      })
  static final class StreetBench implements Callable<Integer> {

    @Option(names = "--source", required = true, paramLabel = "FILE", description = "a video file")
    private Path source;

    @Option(
        names = "--models",
        paramLabel = "DIR",
        defaultValue = "models",
        description = "default: ${DEFAULT-VALUE}")
    private Path models;

    @Option(
        names = "--frames",
        paramLabel = "N",
        defaultValue = "60",
        description = "different frames that are used, again and again (default: ${DEFAULT-VALUE})")
    private int frames;

    @Option(
        names = "--rounds",
        paramLabel = "N",
        defaultValue = "5",
        description = "pairs measured (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
        names = "--memory",
        paramLabel = "TIME",
        defaultValue = "10m",
        description = "how long the memory is watched under load (default: ${DEFAULT-VALUE})")
    private Duration memory;

    @Override
    public Integer call() throws Exception {
      return new StreetBenchmark(source, models, frames, System.out).run(rounds, memory) ? 0 : 1;
    }
  }
}
