package io.sightline.trainer.train;

import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** Looks for the batch that a device's memory holds. */
final class FittingBatch {
  private static final int FINENESS = 8;

  /**
   * libtorch's own words for CUDA's memory and the host's, and those of cuDNN and cuBLAS: the one
   * finds no algorithm whose workspace fits, the other has no room for its own.
   */
  private static final Pattern COMPLAINTS =
      Pattern.compile(
          "out of memory|OutOfMemory|can't allocate memory|unable to find an engine"
              + "|unable to find a valid cuDNN algorithm|CUDNN_STATUS_\\w*ALLOC"
              + "|CUBLAS_STATUS_ALLOC_FAILED",
          Pattern.CASE_INSENSITIVE);

  private FittingBatch() {}

  /** Whether libtorch complains of the device's memory, be it CUDA's or the host's. */
  static boolean isOutOfMemory(RuntimeException e) {
    return COMPLAINTS.matcher(String.valueOf(e.getMessage())).find();
  }

  /**
   * What a person is told, in pictures of a whole batch as the recipe has it.
   *
   * @param tooLarge what one rank was to hold
   * @param fitting what it would hold; 0 for nothing
   */
  static String report(int tooLarge, int fitting, int ranks) {
    return "the device's memory does not hold a batch of "
        + (long) tooLarge * ranks
        + (ranks == 1 ? "" : ", " + tooLarge + " on each of " + ranks + " ranks")
        + (fitting == 0 ? ", nor any smaller one" : "; " + (long) fitting * ranks + " would fit");
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
