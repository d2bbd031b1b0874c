package io.sightline.trainer.bench;

import static org.bytedeco.pytorch.global.torch.randn;

import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.train.Batch;
import io.sightline.trainer.train.BatchLoader;
import io.sightline.trainer.train.Recipe;
import io.sightline.trainer.train.TrainingJob;
import io.sightline.trainer.train.TrainingState;
import io.sightline.trainer.train.TrainingStep;
import io.sightline.trainer.train.Views;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Times training steps, with and without data. Not thread-safe. */
final class StepBench {
  private static final int BUFFERS = 3;
  private static final double GROWTH = 1.03;
  private static final long GROWTH_BYTES = 32L << 20;

  private final Recipe recipe;
  private final TrainingJob.Machine machine;
  private final FaceSet faces;
  private final Views views;
  private final TrainingStep step;
  private final Tensor pictures;
  private final long[] labels;

  /** Images a second. */
  record Rates(double bare, double withData) {
    double share() {
      return withData / bare;
    }
  }

  /** Resident bytes after a fifth of the steps and after all. */
  record Memory(long early, long late) {
    boolean flat() {
      return late <= Math.max(early * GROWTH, early + GROWTH_BYTES);
    }
  }

  StepBench(Recipe recipe, TrainingJob.Machine machine, FaceSet faces, Views views) {
    this.recipe = recipe;
    this.machine = machine;
    this.faces = faces;
    this.views = views;
    TrainingState state = new TrainingState(recipe, faces.identities(), machine.compute());
    step = new TrainingStep(state, recipe, machine.compute());
    pictures = randn(recipe.batch(), 3, 112, 112).to(machine.compute().device(), ScalarType.Float);
    labels = new long[recipe.batch()];
  }

  /**
   * The recipe's number of steps of each kind, in turns: noise of the machine falls on both. No
   * picture is decoded during the bare steps, and what was decoded ahead is not counted.
   */
  Rates compare(int rounds) {
    long bare = 0;
    long withData = 0;
    for (int round = 0; round < rounds; round++) {
      for (int i = -1; i < recipe.steps(); i++) {
        long nanos = bare(i);
        bare += i < 0 ? 0 : nanos;
      }
      try (BatchLoader loader = loader()) {
        for (int i = -BUFFERS; i < recipe.steps(); i++) {
          long nanos = withData(loader, i);
          withData += i < 0 ? 0 : nanos;
        }
      }
    }
    double images = rounds * recipe.steps() * recipe.batch() * 1e9;
    return new Rates(images / bare, images / withData);
  }

  Memory memory(int steps) {
    long early = 0;
    try (BatchLoader loader = loader()) {
      for (int i = 0; i < steps; i++) {
        withData(loader, i);
        if (i == steps / 5) {
          early = Pointer.physicalBytes();
        }
      }
    }
    return new Memory(early, Pointer.physicalBytes());
  }

  private BatchLoader loader() {
    return new BatchLoader(
        faces, views, recipe, machine.workers(), BUFFERS, machine.compute().cuda(), 0);
  }

  private long bare(long number) {
    long start = System.nanoTime();
    try (PointerScope scope = new PointerScope()) {
      step.run(pictures, labels, labels, number);
    }
    return System.nanoTime() - start;
  }

  private long withData(BatchLoader loader, long number) {
    long start = System.nanoTime();
    Batch batch = loader.next();
    step.run(batch, number);
    loader.recycle(batch);
    return System.nanoTime() - start;
  }
}
