package io.sightline.trainer.evaluate;

import java.util.SplittableRandom;

/**
 * A share of comparisons, with its standard error.
 *
 * @param standardError by drawing people anew: comparisons with the same person are not independent
 */
record Measured(double rate, double standardError) {
  private static final int DRAWS = 400;

  /**
   * @param matches for each two people, how many comparisons match
   * @param comparisons for each two people, how many there are
   */
  static Measured of(int[][] matches, int[][] comparisons) {
    int people = matches.length;
    int[] once = new int[people];
    java.util.Arrays.fill(once, 1);
    SplittableRandom random = new SplittableRandom(7);
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      int[] times = new int[people];
      for (int i = 0; i < people; i++) {
        times[random.nextInt(people)]++;
      }
      double rate = rate(matches, comparisons, times);
      sum += rate;
      squares += rate * rate;
    }
    double variance = squares / DRAWS - (sum / DRAWS) * (sum / DRAWS);
    return new Measured(rate(matches, comparisons, once), Math.sqrt(Math.max(0, variance)));
  }

  private static double rate(int[][] matches, int[][] comparisons, int[] times) {
    long matching = 0;
    long all = 0;
    for (int a = 0; a < matches.length; a++) {
      for (int b = 0; b < matches.length; b++) {
        if (a != b) {
          long weight = (long) times[a] * times[b];
          matching += weight * matches[a][b];
          all += weight * comparisons[a][b];
        }
      }
    }
    return (double) matching / all;
  }
}
