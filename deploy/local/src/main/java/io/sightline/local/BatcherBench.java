package io.sightline.local;

import io.sightline.recognizer.stream.BatcherSimulation;
import io.sightline.recognizer.stream.BatcherSimulation.Engine;
import io.sightline.recognizer.stream.BatcherSimulation.Scenario;
import io.sightline.recognizer.stream.SimulationResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "batcher",
    mixinStandardHelpOptions = true,
    description = {
      "Simulates how frames of 1 to 500 cameras share engine calls, on a simulated clock: what is recognised, how long",
      "it waits, and how fairly it is shared. Prints a table; the same one at each run."
    })
final class BatcherBench implements Callable<Integer> {
  private static final Duration LENGTH = Duration.ofSeconds(180);

  /** IR-50, fp16, RTX 2080 Super, one face a frame: 1.9 ms at batch 1, 1928 faces/s at batch 64. */
  static final Engine GPU = new Engine(Duration.ofNanos(1_403_000), Duration.ofNanos(497_000), 16);

  /** Detection and embedding on two cores: 25 frames/s. */
  static final Engine CPU = new Engine(Duration.ZERO, Duration.ofMillis(40), 2);

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println(BatcherSimulation.limits() + ", " + LENGTH.toSeconds() + " s simulated");
    out.println();
    out.println(
        "| engine | cameras | offered/s | recognised/s | shed | batch | wait p50, ms | p99 | until recognised p99, ms | frames/s a camera, min–max | longest gap, s |");
    out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    for (int cameras : new int[] {1, 2, 4, 8, 16}) {
      row(out, "2 cores", cameras + " at 5/s", new Scenario(CPU, cameras, 5, 5));
    }
    for (int cameras : new int[] {1, 10, 50, 100, 200, 300, 400, 500}) {
      row(out, "GPU", cameras + " at 5/s", new Scenario(GPU, cameras, 5, 5));
    }
    row(out, "GPU", "1 at 3000/s, 49 at 5/s", new Scenario(GPU, 50, 5, 3000));
    out.flush();
    return 0;
  }

  private static void row(PrintWriter out, String engine, String cameras, Scenario scenario) {
    SimulationResult r = BatcherSimulation.run(scenario, LENGTH);
    out.println(
        String.format(
            Locale.ROOT,
            "| %s | %s | %.0f | %.0f | %.1f %% | %.1f | %.1f | %.1f | %.1f | %.2f–%.2f | %.2f |",
            engine,
            cameras,
            r.offered(),
            r.recognised(),
            100 * r.shed(),
            r.batch(),
            r.waitP50(),
            r.waitP99(),
            r.latencyP99(),
            r.minFps(),
            r.maxFps(),
            r.longestGap()));
  }
}
