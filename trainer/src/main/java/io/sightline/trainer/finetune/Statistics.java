package io.sightline.trainer.finetune;

import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.net.FaceNetwork;
import io.sightline.trainer.train.Compute;
import io.sightline.trainer.train.Crops;
import io.sightline.trainer.train.Pixels;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** The statistics of a network whose normalisations came folded. */
final class Statistics {
  private static final int PICTURES = 256;

  private Statistics() {}

  /** Measures them over some of the set's pictures; what the network computes stays. */
  static void measure(FaceNetwork network, FaceSet faces, Compute compute) {
    network.eval();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      StatisticsOps statistics = new StatisticsOps(scope);
      int batches = 0;
      for (Tensor bytes : Crops.spread(faces, PICTURES)) {
        // What each layer makes of a batch goes with it: of all pictures it would be gigabytes.
        try (PointerScope batch = new PointerScope()) {
          network.run(statistics, Pixels.normalise(bytes, compute.device()));
        }
        batches++;
      }
      statistics.restate(batches);
      network.standardiseFeatures();
    }
  }
}
