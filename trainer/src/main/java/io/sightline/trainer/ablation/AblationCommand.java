package io.sightline.trainer.ablation;

import static org.bytedeco.pytorch.global.torch.get_num_threads;

import io.sightline.trainer.console.Progress;
import io.sightline.trainer.data.FaceDataException;
import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.FaceSets;
import io.sightline.trainer.evaluate.EvaluationResult;
import io.sightline.trainer.evaluate.LabelledEvaluation;
import io.sightline.trainer.mask.Augmenter;
import io.sightline.trainer.train.CheckpointEmbedder;
import io.sightline.trainer.train.CheckpointStore;
import io.sightline.trainer.train.MachineOptions;
import io.sightline.trainer.train.Ranks;
import io.sightline.trainer.train.Recipe;
import io.sightline.trainer.train.RecipeOptions;
import io.sightline.trainer.train.TrainingConsole;
import io.sightline.trainer.train.TrainingException;
import io.sightline.trainer.train.TrainingJob;
import io.sightline.trainer.train.TrainingState;
import io.sightline.trainer.train.Views;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ablation}: what masked data and the mask head are worth. */
@Command(
    name = "ablation",
    mixinStandardHelpOptions = true,
    header = "Measures what masked data and the mask head are worth.",
    description = {
      "Trains by one recipe, with several seeds: ArcFace on bare faces, ArcFace on masked ones too,"
          + " and MTArcFace; measures all of them on people of another set, and prints a table.",
      "What is trained is not trained again: after Ctrl-C the same command goes on."
    })
public final class AblationCommand implements Callable<Integer> {
  private static final int PICTURES = 4000;

  @Option(names = "--data", required = true, description = "training set, as for train")
  private Path data;

  @Option(
      names = "--test",
      required = true,
      description = "labelled set of other people, with truth.jsonl of who wears a mask")
  private Path test;

  @Option(names = "--out", required = true, description = "folder of the trainings and results")
  private Path out;

  @Option(
      names = "--seeds",
      defaultValue = "3",
      description = "trainings of each variant. Default: 3")
  private int seeds;

  @Mixin private RecipeOptions recipes;
  @Mixin private MachineOptions machines;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (seeds < 1) {
      throw new TrainingException("--seeds must be 1 or more");
    }
    PrintWriter console = spec.commandLine().getOut();
    Recipe shared = recipes.read();
    AblationTable table = new AblationTable();
    try (FaceSet people = FaceSets.open(data);
        FaceSet others = FaceSets.open(test)) {
      if (IntStream.range(0, others.size()).noneMatch(i -> others.wear(i).covers())) {
        throw new FaceDataException(
            test + " shows nobody with a mask, or has no truth.jsonl: nothing is to be compared");
      }
      for (int i = 0; i < seeds; i++) {
        for (Variant variant : Variant.values()) {
          long seed = shared.seed() + i;
          Path folder = out.resolve(variant.name().toLowerCase(Locale.ROOT) + "-" + seed);
          console.printf("%s, seed %d%n", variant.title(), seed);
          if (!train(variant.recipe(shared, seed), variant.faces(people), folder)) {
            return 0;
          }
          table.add(variant, measured(folder, others));
        }
      }
    }
    Files.writeString(out.resolve("ablation.md"), table.markdown());
    console.print(table.markdown());
    console.flush();
    return 0;
  }

  /** Whether it is trained to the end. */
  private boolean train(Recipe recipe, FaceSet faces, Path folder) {
    TrainingJob.Machine machine = machines.machine(recipe.precision());
    Views views = new Augmenter(recipe.augment())::view;
    Optional<Path> begun = new CheckpointStore(folder).latest();
    TrainingJob job =
        begun.isPresent()
            ? TrainingJob.resume(folder, begun.get(), faces, machine, views)
            : TrainingJob.start(
                folder,
                recipe,
                faces,
                data,
                new TrainingState(recipe, faces.identities(), machine.compute()),
                "",
                machine,
                views);
    checkSame(recipe, job.info().recipe(), folder);
    return new TrainingConsole(spec.commandLine().getOut()).run(job, folder, machine, Ranks.ALONE);
  }

  private static void checkSame(Recipe wanted, Recipe begun, Path folder) {
    if (!wanted.equals(begun)) {
      throw new TrainingException(folder + " was begun with another recipe: name another --out");
    }
  }

  private EvaluationResult measured(Path folder, FaceSet others) throws IOException {
    int threads = get_num_threads(); // As --threads has set them for the training.
    int pictures = Math.min(PICTURES, others.size());
    try (CheckpointEmbedder embedder = new CheckpointEmbedder(folder, threads, machines.device());
        ProgressBar bar = Progress.bar("evaluate", pictures)) {
      EvaluationResult result =
          new LabelledEvaluation(embedder, others, test.toString(), pictures, false, 0, 1)
              .measure(bar::step);
      result.writeJson(folder.resolve("evaluation.json"));
      return result;
    }
  }
}
