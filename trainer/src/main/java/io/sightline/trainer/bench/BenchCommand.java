package io.sightline.trainer.bench;

import static java.util.stream.Collectors.joining;

import io.sightline.trainer.mask.Augmenter;
import io.sightline.trainer.train.MachineOptions;
import io.sightline.trainer.train.Recipe;
import io.sightline.trainer.train.RecipeOptions;
import io.sightline.trainer.train.TrainingJob;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: is training bound by the network, and does its memory stay flat? */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    header = "Measures training steps and their memory.",
    description =
        "Measures steps with data (decode, augmentation, masks) beside the same steps on tensors in"
            + " memory, in turns, and what memory they leave behind, on a card too. A rate is that of"
            + " the median step. Exit code 1 when the share of steps with data is below 0.9 of those"
            + " without or a step leaves memory behind.")
public final class BenchCommand implements Callable<Integer> {
  private static final Map<String, String> DEFAULTS =
      Map.of("network.type", "ir18", "batch", "16", "steps", "20");
  private static final double LEAST_SHARE = 0.9;
  private static final int PICTURES = 64;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "of both kinds in turns. Default: 3")
  private int rounds;

  @Option(
      names = "--memory-steps",
      defaultValue = "500",
      description = "steps over which memory is watched, 10 or more; 0 for none. Default: 500")
  private int memorySteps;

  @Option(
      names = "--identities",
      defaultValue = "10000",
      description = "class centres; deploy/gpu/peer.py has as many. Default: 10000")
  private int identities;

  @Mixin private RecipeOptions recipes;
  @Mixin private MachineOptions machines;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (memorySteps != 0 && memorySteps < 10 || rounds < 1 || identities < 2) {
      throw new ParameterException(
          spec.commandLine(),
          "--rounds must be 1 or more, --memory-steps 10 or more, or 0, --identities 2 or more");
    }
    Recipe recipe = recipes.read(DEFAULTS);
    TrainingJob.Machine machine = machines.machine(recipe.precision());
    PrintWriter out = spec.commandLine().getOut();
    boolean good = true;
    try (NoiseFaces faces = new NoiseFaces(PICTURES, identities)) {
      Augmenter augmenter = new Augmenter(recipe.augment());
      StepBench bench = new StepBench(recipe, machine, faces, augmenter::view);
      StepBench.Rates rates = bench.compare(rounds);
      out.printf(
          "%s, batch %d, %d identities, %s: bare %.1f images/s, with data %.1f images/s, share"
              + " %.1f %%; decoding alone, on %d threads, %.1f images/s%n",
          recipe.network().label(),
          recipe.batch(),
          identities,
          machine.compute(),
          rates.bare(),
          rates.withData(),
          100 * rates.share(),
          machine.workers(),
          rates.loader());
      good = rates.share() >= LEAST_SHARE;
      if (memorySteps > 0) {
        StepBench.Memory memory = bench.memory(memorySteps);
        print(out, memory);
        good &= memory.flat();
      }
    }
    out.flush();
    return good ? 0 : 1;
  }

  private void print(PrintWriter out, StepBench.Memory memory) {
    out.printf(
        "resident memory over %d steps, after each tenth: %s MiB; growth %.1f KiB a step"
            + " (pictures of a step: %d KiB); native objects left behind by a step: %d%n",
        memorySteps,
        mebibytes(memory.resident()),
        memory.growth() / 1024,
        memory.pictures() >> 10,
        memory.objects());
    if (!memory.onCard().isEmpty()) {
      out.printf(
          "memory of the card: %s MiB; growth %.1f KiB a step%n",
          mebibytes(memory.onCard()), memory.growthOnCard() / 1024);
    }
  }

  private static String mebibytes(List<Long> bytes) {
    return bytes.stream().map(b -> Long.toString(b >> 20)).collect(joining(" "));
  }
}
