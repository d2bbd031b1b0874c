package io.sightline.trainer.train;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The processes that train one network together, each on its part of a step's batch. All call the
 * same methods in the same order. Not thread-safe.
 */
public interface Ranks extends AutoCloseable {

  /** One process that trains by itself. */
  Ranks ALONE =
      new Ranks() {
        @Override
        public int rank() {
          return 0;
        }

        @Override
        public int size() {
          return 1;
        }

        @Override
        public boolean any(boolean own) {
          return own;
        }

        @Override
        public long[] gather(long[] own) {
          return own;
        }

        @Override
        public void average(List<Tensor> tensors) {}

        @Override
        public void close() {}
      };

  /** Number of this one, from 0; the first writes checkpoints and talks to people. */
  int rank();

  int size();

  /** Whether any of them says so. */
  boolean any(boolean own);

  /** Equally many numbers of each, in the order of the ranks. */
  long[] gather(long[] own);

  /** Replaces floats on the device by their means over all ranks. Without gradients. */
  void average(List<Tensor> tensors);

  @Override
  void close();
}
