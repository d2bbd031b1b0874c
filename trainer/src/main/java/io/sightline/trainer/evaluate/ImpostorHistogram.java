package io.sightline.trainer.evaluate;

import java.util.OptionalDouble;

/** Similarities of different persons, counted finely enough for thresholds. Not thread-safe. */
final class ImpostorHistogram {
  private static final int BINS = 40_000;
  // Fewer false matches than these say too little about where the threshold lies, as two people are
  // compared both ways.
  private static final int ENOUGH = 20;
  private final long[] counts = new long[BINS + 1];
  private long total;

  void add(float cosine) {
    double at = (Math.min(1, Math.max(-1, cosine)) + 1) / 2 * BINS;
    counts[(int) at]++;
    total++;
  }

  /**
   * The lowest cosine, to a bin of 0.00005, from which no more than this share of the comparisons
   * lies; empty when fewer than twenty comparisons would.
   */
  OptionalDouble threshold(double falseMatchRate) {
    double allowed = falseMatchRate * total + 1e-9;
    if (allowed < ENOUGH) {
      return OptionalDouble.empty();
    }
    long above = 0;
    int bin = BINS;
    while (bin >= 0 && above + counts[bin] <= allowed) {
      above += counts[bin--];
    }
    return OptionalDouble.of((bin + 1 - BINS / 2) / (BINS / 2.0));
  }
}
