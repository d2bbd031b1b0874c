package io.sightline.trainer.bench;

import static org.bytedeco.pytorch.global.torch.getMemoryInfo;
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
import java.util.function.LongUnaryOperator;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.SizeTPair;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Times training steps, with and without data. Not thread-safe. */
final class StepBench {
  private static final int BUFFERS = 3;

  /** Of each kind before any is counted; more than there are buffers filled ahead. */
  private static final int WARM_UP = 5;

  private static final int SAMPLES = 10;
  private static final int COUNTED = 8;

  private final Recipe recipe;
  private final TrainingJob.Machine machine;
  private final FaceSet faces;
  private final Views views;
  private final TrainingStep step;
  private final Tensor pictures;
  private final long[] labels;
  private final long[] masked;
  private final float[] motions;

  /**
   * Images a second.
   *
   * @param bare of the median step
   * @param withData likewise
   * @param loader without any step
   */
  record Rates(double bare, double withData, double loader) {
    double share() {
      return withData / bare;
    }
  }

  /**
   * What stays behind after steps.
   *
   * @param resident bytes of the process after each tenth of the steps
   * @param onCard bytes of the card that are taken then, by whomever; empty without one
   * @param steps between two of these
   * @param objects native ones that a step leaves to the garbage collector, counted exactly
   * @param pictures bytes of a step's pictures, the least of its tensors worth the name
   */
  record Memory(List<Long> resident, List<Long> onCard, int steps, long objects, long pictures) {

    /** Bytes by which the process grows with each step. */
    double growth() {
      return growth(resident);
    }

    /** Bytes by which the card fills with each step. */
    double growthOnCard() {
      return onCard.isEmpty() ? 0 : growth(onCard);
    }

    /**
     * The median over the tenths. What grows once (a pool, the Java heap, an arena of another
     * thread) is in few of them, a leak is in all.
     */
    private double growth(List<Long> bytes) {
      long[] differences = new long[bytes.size() - 1];
      Arrays.setAll(differences, i -> bytes.get(i + 1) - bytes.get(i));
      Arrays.sort(differences);
      return (double) differences[differences.length / 2] / steps;
    }

    /** No object is left behind, and not even half of a batch's pictures. */
    boolean flat() {
      double most = pictures / 2.0;
      return objects == 0 && growth() < most && growthOnCard() < most;
    }
  }

  StepBench(Recipe recipe, TrainingJob.Machine machine, FaceSet faces, Views views) {
    this.recipe = recipe;
    this.machine = machine;
    this.faces = faces;
    this.views = views;
    TrainingState state = new TrainingState(recipe, faces.identities(), machine.compute());
    step = new TrainingStep(state, recipe, machine.compute());
    // The channels innermost, as decoded pictures have them.
    pictures =
        randn(recipe.batch(), 3, 112, 112)
            .to(machine.compute().device(), ScalarType.Float)
            .contiguous(MemoryFormat.ChannelsLast);
    labels = new long[recipe.batch()];
    Arrays.setAll(labels, i -> i % faces.identities());
    masked = new long[recipe.batch()];
    Arrays.setAll(masked, i -> i % 2);
    motions = new float[recipe.batch() * Straightener.NUMBERS];
  }

  /**
   * The recipe's number of steps of each kind, in turns: noise of the machine falls on both. No
   * picture is decoded during the bare steps, and what was decoded ahead is not counted.
   */
  Rates compare(int rounds) {
    List<Long> bare = new ArrayList<>();
    List<Long> withData = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      counted(bare, this::bare);
      try (BatchLoader loader = loader()) {
        counted(withData, number -> withData(loader, number));
      }
    }
    return new Rates(rate(median(bare)), rate(median(withData)), rate(load()));
  }

  private void counted(List<Long> nanos, LongUnaryOperator step) {
    for (int i = -WARM_UP; i < recipe.steps(); i++) {
      long each = step.applyAsLong(i);
      if (i >= 0) {
        nanos.add(each);
      }
    }
  }

  private static long median(List<Long> nanos) {
    return nanos.stream().sorted().skip(nanos.size() / 2).findFirst().orElseThrow();
  }

  private double rate(long nanosOfBatch) {
    return recipe.batch() * 1e9 / nanosOfBatch;
  }

  /** Nanoseconds of a batch where nothing is done with it. */
  private long load() {
    try (BatchLoader loader = loader()) {
      long start = System.nanoTime();
      for (int i = -WARM_UP; i < recipe.steps(); i++) {
        if (i == 0) {
          start = System.nanoTime();
        }
        loader.recycle(loader.next());
      }
      return (System.nanoTime() - start) / recipe.steps();
    }
  }

  /**
   * @param steps ten at the least
   */
  Memory memory(int steps) {
    int each = steps / SAMPLES;
    List<Long> resident = new ArrayList<>();
    List<Long> onCard = new ArrayList<>();
    try (BatchLoader loader = loader()) {
      for (int i = 0; i < each * SAMPLES; i++) {
        withData(loader, i);
        if ((i + 1) % each == 0) {
          resident.add(Pointer.physicalBytes());
          if (machine.compute().cuda()) {
            onCard.add(onCard());
          }
        }
      }
    }
    return new Memory(resident, onCard, each, objectsLeft(), 4 * pictures.numel());
  }

  private long onCard() {
    try (PointerScope scope = new PointerScope()) {
      SizeTPair freeAndAll = getMemoryInfo(machine.compute().device().index());
      return freeAndAll.second() - freeAndAll.first();
    }
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

  /** A step in which the whole network learns; from {@code -WARM_UP} on. */
  private long unfrozen(long number) {
    return recipe.freeze() + WARM_UP + number;
  }

  private long bare(long number) {
    long start = System.nanoTime();
    try (PointerScope scope = new PointerScope()) {
      step.run(pictures, labels, masked, motions, unfrozen(number));
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
