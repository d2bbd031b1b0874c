package io.sightline.trainer.detect;

import io.sightline.trainer.train.TrainingException;
import io.sightline.trainer.train.TrainingJob;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.bytedeco.pytorch.NoGradGuard;

/** A detector's training in its folder, from its first step or its checkpoint to its last. */
final class DetectorTraining {
  private static final int NOTED = 10;

  private final DetectorFolder folder;
  private final DetectorRecipe recipe;
  private final DetectionSet set;
  private final TrainingJob.Machine machine;
  private final DetectorState state;
  private DetectorFolder.Progress progress;

  private DetectorTraining(
      DetectorFolder folder, DetectorRecipe recipe, DetectionSet set, TrainingJob.Machine machine) {
    this.folder = folder;
    this.recipe = recipe;
    this.set = set;
    this.machine = machine;
    state = new DetectorState(recipe, machine.compute());
  }

  /**
   * A new one; the folder must not hold one.
   *
   * @param from folder of a training whose averaged weights it starts with; null for drawn ones
   */
  static DetectorTraining start(
      Path out, Path from, DetectorRecipe recipe, DetectionSet set, TrainingJob.Machine machine) {
    DetectorFolder folder = new DetectorFolder(out);
    folder.begin(recipe, from);
    DetectorTraining training = new DetectorTraining(folder, recipe, set, machine);
    if (from != null) {
      training.state.startFrom(new DetectorFolder(from));
    }
    int pictures = set.scenes().size() + set.faces().size();
    training.save(new DetectorFolder.Progress(0, pictures, set.people(), 0));
    return training;
  }

  /** Goes on from the folder's checkpoint; the set must be the same. */
  static DetectorTraining resume(Path out, DetectionSet set, TrainingJob.Machine machine) {
    DetectorFolder folder = new DetectorFolder(out);
    DetectorFolder.Progress progress = folder.progress();
    int pictures = set.scenes().size() + set.faces().size();
    if (progress.pictures() != pictures || progress.people() != set.people()) {
      throw new TrainingException(
          String.format(
              "%s was trained on %d pictures with %d faces, this set has %d with %d",
              out, progress.pictures(), progress.people(), pictures, set.people()));
    }
    DetectorTraining training = new DetectorTraining(folder, folder.recipe(), set, machine);
    try (NoGradGuard guard = new NoGradGuard()) {
      folder.restore(training.state.tensors());
    }
    training.progress = progress;
    return training;
  }

  /** What is told of each step. */
  @FunctionalInterface
  interface Listener {
    void done(long step, DetectorLosses losses);
  }

  DetectorFolder.Progress progress() {
    return progress;
  }

  DetectorRecipe recipe() {
    return recipe;
  }

  /**
   * Trains to the end or until asked to stop, and leaves a checkpoint either way.
   *
   * @throws TrainingException when the loss is not finite
   */
  void run(BooleanSupplier stop, Listener listener) {
    ViewMaker maker = new ViewMaker(set, recipe);
    long at = progress.step();
    double before = progress.seconds();
    long start = System.nanoTime();
    try (ViewLoader loader = new ViewLoader(maker, recipe, machine.workers(), at)) {
      while (at < recipe.steps() && !stop.getAsBoolean()) {
        DetectorLosses losses = state.step(loader.next(), at);
        if (!losses.finite()) {
          throw new TrainingException(
              "the loss is not finite at step " + at + "; a lower rate or fp32 may help");
        }
        if (at % NOTED == 0) {
          folder.note(at, recipe.rateAt(at), losses);
        }
        listener.done(at, losses);
        at++;
        if (at % recipe.checkpointEvery() == 0) {
          save(at, before, start);
        }
      }
    }
    save(at, before, start);
  }

  private void save(long step, double before, long start) {
    double seconds = before + (System.nanoTime() - start) / 1e9;
    save(new DetectorFolder.Progress(step, progress.pictures(), progress.people(), seconds));
  }

  private void save(DetectorFolder.Progress reached) {
    folder.save(reached, state.tensors());
    progress = reached;
  }
}
