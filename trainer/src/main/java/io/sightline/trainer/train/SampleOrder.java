package io.sightline.trainer.train;

import io.sightline.trainer.data.Seeds;
import java.util.SplittableRandom;

/**
 * Which picture comes when: each epoch a new shuffle. A function of seed and position alone, so
 * that training goes on anywhere without a state of its own. Not thread-safe.
 */
final class SampleOrder {
  private final int size;
  private final long seed;
  private final int[] shuffle;
  private long shuffled = -1;

  SampleOrder(int size, long seed) {
    this.size = size;
    this.seed = seed;
    this.shuffle = new int[size];
  }

  /** The pictures of a step; batches run on over the ends of epochs. */
  int[] batch(long step, int batch) {
    int[] indices = new int[batch];
    for (int i = 0; i < batch; i++) {
      indices[i] = at(step * batch + i);
    }
    return indices;
  }

  private int at(long position) {
    long epoch = position / size;
    if (epoch != shuffled) {
      SplittableRandom random = new SplittableRandom(Seeds.mix(seed, epoch));
      for (int i = 0; i < size; i++) {
        int j = random.nextInt(i + 1);
        shuffle[i] = shuffle[j];
        shuffle[j] = i;
      }
      shuffled = epoch;
    }
    return shuffle[(int) (position % size)];
  }
}
