package io.sightline.trainer.evaluate;

import java.util.SplittableRandom;

/**
 * Pairs of one kind out of all that a labelled set makes: all, or so many of them drawn evenly
 * (Knuth's algorithm S). Pairs are counted first, then offered once more in the same order. Not
 * thread-safe.
 */
final class PairDraw {
  /** Resolves a false-match rate of 1e-5 ten times over. */
  static final int MOST = 1_000_000;

  private final SplittableRandom random;
  private long left;
  private int[] first = {};
  private int[] second = {};
  private int taken;

  PairDraw(long seed) {
    random = new SplittableRandom(seed);
  }

  void count() {
    left++;
  }

  /** All are counted. */
  void begin() {
    int wanted = (int) Math.min(MOST, left);
    first = new int[wanted];
    second = new int[wanted];
  }

  void offer(int i, int j) {
    int wanted = first.length - taken;
    if (wanted == left || random.nextLong(left) < wanted) {
      first[taken] = i;
      second[taken++] = j;
    }
    left--;
  }

  int[] first() {
    return first;
  }

  int[] second() {
    return second;
  }
}
