package io.sightline.trainer.finetune;

import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.FaceSets;
import io.sightline.trainer.mask.Augmenter;
import io.sightline.trainer.net.FaceNetwork;
import io.sightline.trainer.net.NetworkSpec;
import io.sightline.trainer.train.CheckpointInfo;
import io.sightline.trainer.train.CheckpointStore;
import io.sightline.trainer.train.RankOptions;
import io.sightline.trainer.train.Ranks;
import io.sightline.trainer.train.Recipe;
import io.sightline.trainer.train.RecipeOptions;
import io.sightline.trainer.train.TrainingConsole;
import io.sightline.trainer.train.TrainingException;
import io.sightline.trainer.train.TrainingJob;
import io.sightline.trainer.train.TrainingState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finetune}: a training that starts from a recogniser. */
@Command(
    name = "finetune",
    mixinStandardHelpOptions = true,
    header = "Trains on from a checkpoint or a foreign ONNX.",
    description =
        "Adds the mask head and robustness against masks to a trained recogniser: a checkpoint, or"
            + " an ONNX file of the same architecture that takes RGB as (x - 127.5) / 127.5. From a"
            + " checkpoint the recipe may add depth (ir18 to ir34): the new blocks do nothing at"
            + " first, and learn. For the first steps (--set freeze=N) only the mask head and the"
            + " class centres learn, which begin at the means of their pictures, or as the"
            + " checkpoint has them when it learnt of the same set, then all. Ctrl-C leaves a"
            + " checkpoint that 'resume' goes on from.")
public final class FinetuneCommand implements Callable<Integer> {
  /** Fewer steps than from nothing, and a start that does not shake what was learnt. */
  private static final Map<String, String> GENTLE =
      Map.of("freeze", "1000", "steps", "20000", "schedule.drops", "[12000, 17000]");

  private static final String STRAIGHTENER = TrainingState.NETWORK + FaceNetwork.STRAIGHTENER + ".";

  @Option(names = "--from", required = true, description = "checkpoint or FILE.onnx")
  private Path from;

  @Option(names = "--data", required = true, description = "training set, as for train")
  private Path data;

  @Option(names = "--out", required = true, description = "folder of the training, new")
  private Path out;

  @Mixin private RecipeOptions recipes;
  @Mixin private RankOptions machines;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    boolean onnx = Files.isRegularFile(from);
    Recipe recipe = recipes.read(GENTLE);
    TrainingJob.checkNew(out);
    TrainingJob.Machine machine = machines.machine(recipe);
    try (FaceSet faces = FaceSets.open(data)) {
      TrainingState state = new TrainingState(recipe, faces.identities(), machine.compute());
      if (onnx) {
        OnnxImport.read(from, state.network());
        Statistics.measure(state.network(), faces, machine.compute());
      }
      if (onnx || !restore(state, faces)) {
        CentreStart.measure(state, faces, machine);
      }
      Augmenter augmenter = new Augmenter(recipe.augment());
      TrainingJob job =
          TrainingJob.start(out, recipe, faces, data, state, name(), machine, augmenter::view);
      try (Ranks ranks = machines.others(out, data, machine)) {
        new TrainingConsole(spec.commandLine().getOut()).run(job, out, machine, ranks);
      }
    }
    return 0;
  }

  /** Returns whether the centres came too, which they do with the very people they stand for. */
  private boolean restore(TrainingState state, FaceSet faces) {
    Path checkpoint = CheckpointStore.find(from);
    CheckpointInfo info = CheckpointStore.info(checkpoint);
    NetworkSpec had = info.recipe().network();
    if (!state.network().spec().continues(had)) {
      throw new TrainingException(
          checkpoint
              + " is of "
              + had.label()
              + ", the recipe wants "
              + state.network().spec().label()
              + ": give its network with --recipe, --net and --set network.KEY=VALUE");
    }
    Map<String, Tensor> tensors = TrainingState.networkTensors(state.network());
    if (!had.straighten()) {
      // A straightener that is new to the network is learnt from the start.
      tensors.keySet().removeIf(name -> name.startsWith(STRAIGHTENER));
    }
    try (NoGradGuard guard = new NoGradGuard()) {
      for (String block : state.network().bypassBeyond(had)) {
        tensors.keySet().removeIf(name -> name.startsWith(TrainingState.NETWORK + block));
      }
    }
    boolean samePeople = faces.fingerprint().equals(info.set());
    if (samePeople) {
      tensors.put(TrainingState.CENTRES, state.centreDirections());
    }
    try (NoGradGuard guard = new NoGradGuard()) {
      CheckpointStore.restore(checkpoint, tensors);
    }
    return samePeople;
  }

  private String name() {
    return from.toAbsolutePath().getFileName().toString();
  }
}
