package io.sightline.trainer.export;

import io.sightline.trainer.net.FaceNetwork;
import io.sightline.trainer.net.TensorOps;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * How large the values get that go into each convolution, as pictures of faces show it. It is the
 * mean over the pictures of the largest magnitude in each: the few beyond it are cut, which costs
 * less than coarser steps for all. A straightener's are not measured: rounded, it would lay
 * pictures elsewhere.
 */
final class InputRanges {
  /** Nothing was measured: nothing is to be rounded. */
  static final InputRanges NONE = new InputRanges(Map.of());

  private final Map<Conv2dImpl, Double> largest;

  private InputRanges(Map<Conv2dImpl, Double> largest) {
    this.largest = largest;
  }

  /**
   * @param network in evaluation
   * @param pictures batches of [N, 3, 112, 112], as networks take them
   */
  static InputRanges measure(FaceNetwork network, List<Tensor> pictures) {
    Map<Conv2dImpl, Double> sums = new IdentityHashMap<>();
    long count = 0;
    for (Tensor batch : pictures) {
      try (PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        network.features(new Watch(sums), network.straight(new TensorOps(), batch));
        count += batch.size(0);
      }
    }
    long of = count;
    sums.replaceAll((layer, sum) -> sum / of);
    return new InputRanges(sums);
  }

  boolean knows(Conv2dImpl layer) {
    return largest.containsKey(layer);
  }

  /** Of a layer that is known. */
  double largest(Conv2dImpl layer) {
    return largest.get(layer);
  }

  /** Runs a network and looks at what goes into its convolutions. */
  private static final class Watch extends TensorOps {
    private final Map<Conv2dImpl, Double> sums;

    Watch(Map<Conv2dImpl, Double> sums) {
      this.sums = sums;
    }

    @Override
    public Tensor conv(Conv2dImpl layer, Tensor x) {
      double sum = x.abs().flatten(1, -1).amax(new long[] {1}, false).sum().item_double();
      sums.merge(layer, sum, Double::sum);
      return super.conv(layer, x);
    }
  }
}
