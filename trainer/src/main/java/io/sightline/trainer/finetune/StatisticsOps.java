package io.sightline.trainer.finetune;

import io.sightline.trainer.net.BatchNorm;
import io.sightline.trainer.net.TensorOps;
import java.util.IdentityHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Runs the network and measures what goes into each normalisation. Without that, a network whose
 * normalisations were folded would compute something else the moment it trains on batches'
 * statistics. To be used in evaluation mode, without gradients.
 */
final class StatisticsOps extends TensorOps {
  private final Map<BatchNorm, Sums> sums = new IdentityHashMap<>();

  private final PointerScope scope;

  private record Sums(Tensor mean, Tensor square) {}

  /**
   * @param scope that what is measured lives in; each run may have one of its own
   */
  StatisticsOps(PointerScope scope) {
    this.scope = scope;
  }

  @Override
  public Tensor norm(BatchNorm norm, Tensor x) {
    Tensor channels = x.transpose(0, 1).flatten(1, -1);
    Tensor mean = channels.mean(new long[] {1});
    Tensor square = channels.mul(channels).mean(new long[] {1});
    Sums old = sums.get(norm);
    if (old == null) {
      scope.attach(mean);
      scope.attach(square);
      sums.put(norm, new Sums(mean, square));
    } else {
      old.mean().add_(mean);
      old.square().add_(square);
    }
    return super.norm(norm, x);
  }

  /** Tells each normalisation what was measured; what they compute stays. */
  void restate(int batches) {
    Scalar share = new Scalar(1.0 / batches);
    sums.forEach(
        (norm, s) -> {
          Tensor mean = s.mean().mul(share);
          Tensor variance = s.square().mul(share).sub(mean.mul(mean));
          norm.restate(mean, variance.clamp_min(new Scalar(1e-8)));
        });
  }
}
