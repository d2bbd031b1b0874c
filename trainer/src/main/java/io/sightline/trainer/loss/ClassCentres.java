package io.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.randn;
import static org.bytedeco.pytorch.global.torch.zeros;

import io.sightline.trainer.device.Upload;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * One direction in embedding space for each identity, with its own momentum. With sampling (partial
 * FC, arXiv 2010.05222) all centres stay in host memory; a step brings the classes of its batch and
 * random others to the device, up to a fixed number, and carries them back after the update, so
 * that device memory does not grow with the number of identities. A class that is not brought
 * neither decays nor moves. Not thread-safe.
 */
public final class ClassCentres {
  private final Tensor centres;
  private final Tensor velocity;
  private final Device device;
  private final LossSettings settings;
  private final double momentum;

  /**
   * What takes part in one step.
   *
   * @param centres [S, E] on the device, with gradient
   * @param label of each picture: its row in {@code centres}
   * @param rows of all centres that were brought, ascending; null when all of them
   */
  public record Active(Tensor centres, Tensor label, long[] rows) {}

  /** With centres drawn from libtorch's generator. */
  public ClassCentres(
      int identities, int size, LossSettings settings, double momentum, Device device) {
    this.settings = settings;
    this.momentum = momentum;
    this.device = device;
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor drawn = randn(identities, size).mul(new Scalar(0.01));
      Tensor still = zeros(identities, size);
      centres = sampling(identities) ? drawn : onDevice(drawn);
      velocity = sampling(identities) ? still : onDevice(still);
    }
  }

  private boolean sampling(long identities) {
    return settings.sampledClasses() > 0 && settings.sampledClasses() < identities;
  }

  /**
   * The centres a batch is compared with.
   *
   * @param seed of the draw of other classes
   */
  public Active activate(long[] labels, long seed) {
    if (!sampling(centres.size(0))) {
      return new Active(centres.detach().requires_grad_(true), longs(labels), null);
    }
    long[] rows = draw(labels, seed);
    long[] remapped = Arrays.stream(labels).map(l -> Arrays.binarySearch(rows, l)).toArray();
    Tensor brought = onDevice(centres.index_select(0, Tensor.create(rows)));
    return new Active(brought.requires_grad_(true), longs(remapped), rows);
  }

  /** Moves the active centres by their gradient, to be called once, without gradients. */
  public void step(Active active, double rate) {
    Tensor grad = active.centres().grad();
    if (active.rows() == null) {
      Sgd.update(centres, velocity, grad, rate, momentum, settings.weightDecay());
      return;
    }
    Tensor rows = Tensor.create(active.rows());
    Tensor moved = active.centres().detach();
    Tensor speed = onDevice(velocity.index_select(0, rows));
    Sgd.update(moved, speed, grad, rate, momentum, settings.weightDecay());
    centres.index_copy_(0, rows, moved.cpu());
    velocity.index_copy_(0, rows, speed.cpu());
  }

  /** The batch's classes and random others, ascending. */
  private long[] draw(long[] labels, long seed) {
    long[] present = Arrays.stream(labels).distinct().sorted().toArray();
    int wanted = Math.max(settings.sampledClasses(), present.length);
    SplittableRandom random = new SplittableRandom(seed);
    Set<Long> rows = new TreeSet<>();
    Arrays.stream(present).forEach(rows::add);
    while (rows.size() < wanted) {
      rows.add(random.nextLong(centres.size(0)));
    }
    return rows.stream().mapToLong(Long::longValue).toArray();
  }

  private Tensor onDevice(Tensor tensor) {
    return tensor.to(device, ScalarType.Float);
  }

  private Tensor longs(long[] values) {
    return Upload.longs(values, device);
  }

  /** [C, E]; the tensor is this object's own. */
  public Tensor centres() {
    return centres;
  }

  /** The state of the momentum, [C, E]; the tensor is this object's own. */
  public Tensor velocity() {
    return velocity;
  }
}
