package io.sightline.trainer.train;

import static org.bytedeco.pytorch.global.torch.stack;

import io.sightline.trainer.data.FaceSet;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A training in its folder, from its first step or from a checkpoint to its last. */
public final class TrainingJob {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingJob.class);
  private static final int NAMED = 8;

  private final CheckpointStore store;
  private final CheckpointInfo start;
  private final TrainingState state;
  private final FaceSet faces;
  private final Machine machine;
  private final Views views;

  private TrainingJob(
      Path folder,
      CheckpointInfo start,
      TrainingState state,
      FaceSet faces,
      Machine machine,
      Views views) {
    this.store = new CheckpointStore(folder);
    this.start = start;
    this.state = state;
    this.faces = faces;
    this.machine = machine;
    this.views = views;
  }

  /**
   * What a training runs on; changes speed, not results.
   *
   * @param workers threads that decode and augment
   */
  public record Machine(Compute compute, int workers) {}

  /**
   * A new training, with its first checkpoint written, so that a disk that is full or read-only
   * shows at once.
   *
   * @param folder must not hold a training
   * @param data the set's path
   * @param state drawn, or with weights of elsewhere
   * @param origin of such weights; empty when drawn
   */
  public static TrainingJob start(
      Path folder,
      Recipe recipe,
      FaceSet faces,
      Path data,
      TrainingState state,
      String origin,
      Machine machine,
      Views views) {
    checkLabels(faces, data);
    String path = data.toAbsolutePath().normalize().toString();
    CheckpointInfo info =
        new CheckpointInfo(
            0,
            recipe,
            faces.identities(),
            faces.size(),
            path,
            faces.fingerprint(),
            state.scaler().factor(),
            origin);
    TrainingJob job = new TrainingJob(folder, info, state, faces, machine, views);
    try (TrainingLock lock = new TrainingLock(folder)) {
      checkNew(folder);
      job.save(0, Ranks.ALONE);
    }
    return job;
  }

  /** Refuses a folder that holds a training: no checkpoint is ever overwritten. */
  public static void checkNew(Path folder) {
    if (new CheckpointStore(folder).latest().isPresent()) {
      throw new TrainingException(
          folder + " holds a training already: resume it, or name another folder");
    }
  }

  /** A training from its latest checkpoint; {@code info} is that checkpoint's. */
  public static TrainingJob resume(
      Path folder, Path checkpoint, FaceSet faces, Machine machine, Views views) {
    CheckpointInfo info = CheckpointStore.info(checkpoint);
    if (faces.size() != info.pictures() || faces.identities() != info.identities()) {
      throw new TrainingException(
          String.format(
              "%s was trained on %d pictures of %d identities, this set has %d of %d",
              checkpoint, info.pictures(), info.identities(), faces.size(), faces.identities()));
    }
    if (info.set() != null && !info.set().equals(faces.fingerprint())) {
      throw new TrainingException(
          checkpoint + " was trained on other pictures, or other people, than this set has");
    }
    TrainingState state = new TrainingState(info.recipe(), info.identities(), machine.compute());
    try (NoGradGuard guard = new NoGradGuard()) {
      CheckpointStore.restore(checkpoint, state.tensors());
    }
    state.scaler().restore(info.lossScale());
    return new TrainingJob(folder, info, state, faces, machine, views);
  }

  private static void checkLabels(FaceSet faces, Path data) {
    if (faces.size() == 0 || faces.identities() < 2) {
      throw new TrainingException(
          String.format(
              "%s has %d pictures of %d identities: two identities are needed to tell them apart",
              data, faces.size(), faces.identities()));
    }
    int[] count = new int[faces.identities()];
    for (int i = 0; i < faces.size(); i++) {
      int label = faces.label(i);
      if (label < 0 || label >= count.length) {
        throw new TrainingException(
            faces.name(i) + ": label " + label + " is not from 0 to " + (count.length - 1));
      }
      count[label]++;
    }
    long lonely = Arrays.stream(count).filter(n -> n == 1).count();
    if (lonely > 0) {
      LOG.warn(
          "{} of {} identities have one picture only; they teach little", lonely, count.length);
    }
  }

  public CheckpointInfo info() {
    return start;
  }

  /**
   * Trains to the end or until asked to stop, and leaves a checkpoint either way.
   *
   * @param ranks that train with this one; the first writes the checkpoints
   * @return the step reached
   * @throws TrainingException when the loss is not finite, a checkpoint cannot be written or the
   *     device's memory is too small; checkpoints written before are kept
   */
  public long run(Ranks ranks, BooleanSupplier stop, StepListener listener) {
    try {
      return train(ranks, stop, listener);
    } catch (LostRankException e) {
      throw new TrainingException(e.getMessage() + kept(), e);
    }
  }

  private long train(Ranks ranks, BooleanSupplier stop, StepListener listener) {
    Recipe recipe = start.recipe();
    TrainingStep step = new TrainingStep(state, recipe, machine.compute(), ranks);
    int buffers = machine.workers() > 0 ? 3 : 2;
    long at = start.step();
    int[] pictures = {};
    try (BatchLoader loader =
        new BatchLoader(
            faces,
            views,
            recipe,
            machine.workers(),
            buffers,
            machine.compute().cuda(),
            at,
            ranks)) {
      while (at < recipe.steps() && !ranks.any(stop.getAsBoolean())) {
        Batch batch = loader.next();
        StepLoss loss = guarded(step, batch, at, ranks);
        // A copy: the batch is filled anew once it is given back.
        pictures = batch.indices().clone();
        checkFinite(loss.finite(), "the loss is not finite", at, pictures);
        listener.done(at, loss, recipe.schedule().at(at, recipe.steps()));
        at++;
        if (at % recipe.checkpointEvery() == 0) {
          checkpoint(at, pictures, ranks);
        }
        loader.recycle(batch);
      }
    }
    if (at > start.step() && at % recipe.checkpointEvery() != 0) {
      checkpoint(at, pictures, ranks);
    }
    return at;
  }

  /** On all ranks, so that all of them end when the weights are lost. */
  private void checkpoint(long at, int[] pictures, Ranks ranks) {
    checkFinite(finite(), "weights are not finite", at - 1, pictures);
    save(at, ranks);
  }

  private StepLoss guarded(TrainingStep step, Batch batch, long at, Ranks ranks) {
    try {
      return step.run(batch, at);
    } catch (RuntimeException e) {
      if (!FittingBatch.isOutOfMemory(e)) {
        throw e;
      }
      int fitting = FittingBatch.largest(batch.size(), step::fits);
      throw new TrainingException(
          FittingBatch.report(batch.size(), fitting, ranks.size()) + kept(), e);
    }
  }

  private boolean finite() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      // Read once for each device: a card would be waited for at each of its hundreds of tensors.
      return state.tensors().values().stream()
          .map(tensor -> tensor.isfinite().all())
          .collect(Collectors.groupingBy(Tensor::is_cuda))
          .values()
          .stream()
          .allMatch(all -> stack(new TensorVector(all.toArray(Tensor[]::new))).all().item_bool());
    }
  }

  private void checkFinite(boolean finite, String what, long step, int[] batch) {
    if (!finite) {
      String pictures =
          Arrays.stream(batch).limit(NAMED).mapToObj(faces::name).collect(Collectors.joining(", "));
      throw new TrainingException(
          String.format(
              "%s at step %d, batch of %d pictures: %s%s%s. A lower rate, a warm-up or fp32 may help",
              what, step, batch.length, pictures, batch.length > NAMED ? ", ..." : "", kept()));
    }
  }

  private String kept() {
    return store.latest().map(last -> "; the last good checkpoint is " + last).orElse("");
  }

  private void save(long step, Ranks ranks) {
    if (ranks.rank() == 0) {
      store.write(start.at(step, state.scaler().factor()), state.tensors());
    }
  }
}
