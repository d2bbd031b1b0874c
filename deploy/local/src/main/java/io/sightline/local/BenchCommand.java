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
    subcommands = {
      BenchCommand.StreetBench.class,
      BenchCommand.MatchBench.class,
      BenchCommand.AlertsBench.class,
      BatcherBench.class,
      EngineBench.class,
      GpuStreetBench.class
    })
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
        description = "default: folder models if there is anything in it, else the bundled ones")
    private Path models = Path.of("");

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

  @Command(
      name = "match",
      mixinStandardHelpOptions = true,
      description = {
        "Times the exact search of faces in a large gallery, in float and in 8 bits, beside what the memory and the matrix",
        "products of this machine could do at the most, in turns. Prints the shares of the limit that binds. Exit code 1 when",
        "8 bits find anything else than float. Needs some 4.6 KB of memory a template of 512. With a card (see docs/gpu.md),",
        "times the search there beside the CPU's, too, and wants the same of it."
      })
  static final class MatchBench implements Callable<Integer> {

    @Option(
        names = "--templates",
        paramLabel = "N",
        defaultValue = "1000000",
        description = "in the gallery (default: ${DEFAULT-VALUE})")
    private int templates;

    @Option(
        names = "--queries",
        paramLabel = "N",
        defaultValue = "64",
        description = "faces in one search (default: ${DEFAULT-VALUE})")
    private int queries;

    @Option(
        names = "--size",
        paramLabel = "N",
        defaultValue = "512",
        description = "numbers in an embedding (default: ${DEFAULT-VALUE})")
    private int size;

    @Option(
        names = "--rounds",
        paramLabel = "N",
        defaultValue = "7",
        description = "measured of each (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
        names = "--card-only",
        description =
            "leave out the CPU, with which a million templates take minutes: time the card alone. Exit code 1 when"
                + " there is none, or when it does not find all who are enrolled.")
    private boolean cardOnly;

    @Override
    public Integer call() {
      MatchBenchmark benchmark = new MatchBenchmark(templates, queries, size, System.out);
      return (cardOnly ? benchmark.runOnCard(rounds) : benchmark.run(rounds)) ? 0 : 1;
    }
  }

  @Command(
      name = "alerts",
      mixinStandardHelpOptions = true,
      description = {
        "Times the topologies between the topics faces and alerts on made-up cameras, without matching, in Kafka's",
        "TopologyTestDriver: everything but the broker and the network. One driver a core."
      })
  static final class AlertsBench implements Callable<Integer> {

    @Option(
        names = "--cameras",
        paramLabel = "N",
        defaultValue = "16",
        description = "a core (default: ${DEFAULT-VALUE})")
    private int cameras;

    @Option(
        names = "--people",
        paramLabel = "N",
        defaultValue = "5",
        description = "before each camera (default: ${DEFAULT-VALUE})")
    private int people;

    @Option(
        names = "--rounds",
        paramLabel = "N",
        defaultValue = "7",
        description = "measured (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Override
    public Integer call() throws Exception {
      new AlertsBenchmark(cameras, people, System.out).run(rounds);
      return 0;
    }
  }
}
