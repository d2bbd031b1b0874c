package io.sightline.trainer.train;

import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.FaceSets;
import io.sightline.trainer.mask.Augmenter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}: a new training. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    header = "Trains a recogniser from the first step.",
    description = {
      "Trains a recogniser of masked and bare faces (MTArcFace) from the first step.",
      "Ctrl-C leaves a checkpoint that 'resume' goes on from."
    })
public final class TrainCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      description =
          "RecordIO file or folder, a folder of such folders, or one with a folder for each"
              + " identity")
  private Path data;

  @Option(names = "--out", required = true, description = "folder of the training, new")
  private Path out;

  @Mixin private RecipeOptions recipes;
  @Mixin private RankOptions machines;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Recipe recipe = recipes.read();
    TrainingJob.checkNew(out);
    TrainingJob.Machine machine = machines.machine(recipe);
    try (FaceSet faces = FaceSets.open(data)) {
      TrainingState state = new TrainingState(recipe, faces.identities(), machine.compute());
      Augmenter augmenter = new Augmenter(recipe.augment());
      TrainingJob job =
          TrainingJob.start(out, recipe, faces, data, state, "", machine, augmenter::view);
      try (Ranks ranks = machines.others(out, data, machine)) {
        new TrainingConsole(spec.commandLine().getOut()).run(job, out, machine, ranks);
      }
    }
    return 0;
  }
}
