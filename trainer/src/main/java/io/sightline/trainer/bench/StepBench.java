package io.sightline.trainer.bench;

import static org.bytedeco.pytorch.global.torch.randn;

import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.net.Straightener;
import io.sightline.trainer.train.Batch;
import io.sightline.trainer.train.BatchLoader;
import io.sightline.trainer.train.Recipe;
import io.sightline.trainer.train.TrainingJob;
import io.sightline.trainer.train.TrainingState;
import io.sightline.trainer.train.TrainingStep;
import io.sightline.trainer.train.Views;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Times training steps, with and without data. Not thread-safe. */
final class StepBench {
  private static final int BUFFERS = 3;
  private static final int SAMPLES = 10;
  private static final int COUNTED = 8;

  private final Recipe recipe;
  private final TrainingJob.Machine machine;
  private final FaceSet faces;
  private final Views views;
  private final TrainingStep step;
  private final Tensor pictures;
  private final long[] labels;
  private final float[] motions;

  /** Images a second. */
  record Rates(double bare, double withData) {
    double share() {
      return withData / bare;
    }
  }

  /**
   * What stays behind after steps.
   *
   * @param resident bytes of the process after each tenth of the steps
   * @param steps between two of these
   * @param objects native ones that a step leaves to the garbage collector, counted exactly
   * @param pictures bytes of a step's pictures, the least of its tensors worth the name
   */
  record Memory(List<Long> resident, int steps, long objects, long pictures) {

    /**
     * Bytes by which the process grows with each step: the median over the tenths. What grows once
     * (a pool, the Java heap, an arena of another thread) is in few of them, a leak is in all.
     */
    double growth() {
      long[] differences = new long[resident.size() - 1];
      Arrays.setAll(differences, i -> resident.get(i + 1) - resident.get(i));
      Arrays.sort(differences);
      return (double) differences[differences.length / 2] / steps;
    }

    /** No object is left behind, and not even half of a batch's pictures. */
    boolean flat() {
      return objects == 0 && growth() < pictures / 2.0;
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
    motions = new float[recipe.batch() * Straightener.NUMBERS];
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

  /**
   * @param steps ten at the least
   */
  Memory memory(int steps) {
    int each = steps / SAMPLES;
    List<Long> resident = new ArrayList<>();
    try (BatchLoader loader = loader()) {
      for (int i = 0; i < each * SAMPLES; i++) {
        withData(loader, i);
        if ((i + 1) % each == 0) {
          resident.add(Pointer.physicalBytes());
        }
      }
    }
    return new Memory(resident, each, objectsLeft(), 4 * pictures.numel());
  }

  /**
   * Native objects that are alive after a step and were not before it, the most of a few steps.
   * Exact: the collector can only take some away, and the worker rests, since the loader holds no
   * buffer that it could fill.
   */
  long objectsLeft() {
    long left = 0;
    try (BatchLoader loader =
            new BatchLoader(faces, views, recipe, 1, 1, machine.compute().cuda(), 0);
        Batch batch = loader.next()) {
      for (int i = 0; i < COUNTED; i++) {
        long before = Pointer.totalCount();
        step.run(batch, unfrozen(i));
        left = Math.max(left, Pointer.totalCount() - before);
      }
    }
    return left;
  }

  private BatchLoader loader() {
    return new BatchLoader(
        faces, views, recipe, machine.workers(), BUFFERS, machine.compute().cuda(), 0);
  }

  /** A step in which the whole network learns; from {@code -BUFFERS} on. */
  private long unfrozen(long number) {
    return recipe.freeze() + BUFFERS + number;
  }

  private long bare(long number) {
    long start = System.nanoTime();
    try (PointerScope scope = new PointerScope()) {
      step.run(pictures, labels, labels, motions, unfrozen(number));
    }
    return System.nanoTime() - start;
  }

  private long withData(BatchLoader loader, long number) {
    long start = System.nanoTime();
    Batch batch = loader.next();
    step.run(batch, unfrozen(number));
    loader.recycle(batch);
    return System.nanoTime() - start;
  }
}
