package io.sightline.trainer.train;

import static org.bytedeco.pytorch.global.torch.emptyCache;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.stack;
import static org.bytedeco.pytorch.global.torch.zeros;

import io.sightline.trainer.data.Seeds;
import io.sightline.trainer.device.Upload;
import io.sightline.trainer.loss.ClassCentres;
import io.sightline.trainer.loss.MtArcFaceLoss;
import io.sightline.trainer.net.FaceNetwork;
import io.sightline.trainer.net.Straightener;
import io.sightline.trainer.net.TensorOps;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Forward, backward and update. All that is random in it is drawn anew by the step's number, so
 * that a resumed training sees the same. Native memory is given back at the end of each step. Not
 * thread-safe.
 */
public final class TrainingStep {
  private final TrainingState state;
  private final Recipe recipe;
  private final Compute compute;
  private final MtArcFaceLoss loss;
  private final Ranks ranks;
  private boolean frozen;

  /** Of a training on one device. */
  public TrainingStep(TrainingState state, Recipe recipe, Compute compute) {
    this(state, recipe, compute, Ranks.ALONE);
  }

  TrainingStep(TrainingState state, Recipe recipe, Compute compute, Ranks ranks) {
    this.ranks = ranks;
    this.state = state;
    this.recipe = recipe;
    this.compute = compute;
    this.loss = new MtArcFaceLoss(recipe.loss());
    state.network().train(true);
  }

  /** One step of training. */
  public StepLoss run(Batch batch, long step) {
    freeze(step < recipe.freeze());
    try (PointerScope scope = new PointerScope()) {
      Tensor pictures = Pixels.normalise(batch.pixels(), compute.device());
      return run(pictures, batch.labels(), batch.masked(), batch.motions(), step);
    }
  }

  /**
   * One step on pictures that are on the device already. To be called within a PointerScope.
   *
   * @param pictures as {@link Pixels#normalise} makes them
   * @param motions one after another, see {@link Straightener}
   */
  public StepLoss run(Tensor pictures, long[] labels, long[] masked, float[] motions, long step) {
    long seed = Seeds.mix(recipe.seed(), step);
    // All ranks bring the same centres, so that their gradients can be averaged.
    ClassCentres.Active active = state.centres().activate(ranks.gather(labels), seed);
    Tensor own = active.label().narrow(0, (long) ranks.rank() * labels.length, labels.length);
    long drawn = ranks.rank() == 0 ? seed : Seeds.mix(seed, ranks.rank());
    MtArcFaceLoss.Terms terms =
        backward(pictures, active.centres(), truth(own, masked, motions), drawn);
    Tensor losses = stack(new TensorVector(terms.arc(), terms.mask(), terms.total())).detach();
    try (NoGradGuard guard = new NoGradGuard()) {
      List<Tensor> trained = new ArrayList<>(state.sgd().weights().values());
      trained.add(active.centres());
      average(trained, losses);
      if (state.scaler().unscale(trained)) {
        double rate = recipe.schedule().at(step, recipe.steps());
        state.sgd().step(rate);
        state.centres().step(active, rate);
      }
      state.sgd().zeroGrad();
    }
    return read(losses);
  }

  /** Gradients, running statistics and losses become those of all ranks. */
  private void average(List<Tensor> trained, Tensor losses) {
    if (ranks.size() > 1) {
      List<Tensor> all = new ArrayList<>();
      trained.stream().map(Tensor::grad).filter(Tensor::defined).forEach(all::add);
      all.addAll(state.network().statistics().values());
      all.add(losses);
      ranks.average(all);
    }
  }

  /**
   * What the network should have said, on the device. Sent with the pictures: in the middle of a
   * step a card would have to wait for it.
   */
  private record Truth(Tensor label, Tensor masked, Tensor motions) {}

  private Truth truth(Tensor label, long[] masked, float[] motions) {
    Device device = compute.device();
    return new Truth(
        label,
        Upload.longs(masked, device),
        Upload.floats(motions, device, masked.length, Straightener.NUMBERS));
  }

  private MtArcFaceLoss.Terms backward(Tensor pictures, Tensor centres, Truth truth, long seed) {
    manual_seed(seed);
    FaceNetwork.Heads<Tensor> heads =
        compute.autocast(() -> state.network().run(new TensorOps(), pictures));
    MtArcFaceLoss.Terms terms =
        loss.of(
            heads.embedding().to(ScalarType.Float),
            centres,
            truth.label(),
            heads.mask().to(ScalarType.Float),
            truth.masked());
    if (heads.motion() != null) {
      terms = terms.plus(straightening(heads.motion(), truth.motions()));
    }
    state.scaler().scale(terms.total()).backward();
    return terms;
  }

  /** Mean square of what the motions are wrong by, in their units. */
  private static Tensor straightening(Tensor told, Tensor actual) {
    Tensor off = told.to(ScalarType.Float).sub(actual);
    return off.mul(off).mean();
  }

  private static StepLoss read(Tensor losses) {
    float[] values = new float[3];
    losses.cpu().data_ptr_float().get(values);
    return new StepLoss(values[0], values[1], values[2]);
  }

  /**
   * Whether the device holds a batch of this size; changes statistics, so to be asked at the end.
   */
  boolean fits(int size) {
    if (compute.cuda()) {
      emptyCache();
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor pictures = zeros(size, 3, 112, 112).to(compute.device(), ScalarType.Float);
      long[] zero = new long[size];
      ClassCentres.Active active = state.centres().activate(zero, 0);
      float[] still = new float[size * Straightener.NUMBERS];
      backward(pictures, active.centres(), truth(active.label(), zero, still), 0);
      state.sgd().zeroGrad();
      return true;
    } catch (RuntimeException e) {
      if (FittingBatch.isOutOfMemory(e)) {
        return false;
      }
      throw e;
    }
  }

  /** While frozen, only the mask head and the class centres learn; statistics stay. */
  private void freeze(boolean on) {
    if (on != frozen) {
      frozen = on;
      state.network().freezeRecogniser(on);
    }
  }
}
