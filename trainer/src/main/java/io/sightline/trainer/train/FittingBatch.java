package io.sightline.trainer.train;

import java.util.function.IntPredicate;

/** Looks for the batch that a device's memory holds. */
final class FittingBatch {
  private static final int FINENESS = 8;

  private FittingBatch() {}

  /** Whether libtorch complains of the device's memory. */
  static boolean isOutOfMemory(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("out of memory") || message.contains("OutOfMemory");
  }

  /**
   * The largest batch that fits, to an eighth of the one that does not; 0 when not even 2 do.
   *
   * @param tooLarge does not fit
   * @param fits tries one
   */
  static int largest(int tooLarge, IntPredicate fits) {
    int low = tooLarge / 2;
    while (low >= 2 && !fits.test(low)) {
      low /= 2;
    }
    if (low < 2) {
      return 0;
    }
    int high = Math.min(tooLarge, 2 * low);
    while (high - low > Math.max(1, tooLarge / FINENESS)) {
      int middle = (low + high) / 2;
      if (fits.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
