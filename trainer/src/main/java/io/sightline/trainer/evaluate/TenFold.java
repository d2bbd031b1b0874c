package io.sightline.trainer.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Verification accuracy as the field reports it for LFW and its kin (InsightFace, {@code
 * eval/verification.py}): ten folds in the order of the set; for each, the first of the thresholds
 * 0, 0.01, ... 3.99 on the squared distance of unit vectors that is best on the other nine is used.
 *
 * @param mean of the folds' accuracies; NaN when there are fewer than two pairs
 * @param deviation of the folds' accuracies
 */
record TenFold(double mean, double deviation) {
  private static final int FOLDS = 10;
  private static final int THRESHOLDS = 400;

  /**
   * @param similarity cosine of each pair
   * @param same whether each pair shows one person
   */
  static TenFold of(float[] similarity, boolean[] same) {
    int n = same.length;
    int folds = Math.min(FOLDS, n);
    if (folds < 2) {
      return new TenFold(Double.NaN, Double.NaN);
    }
    int[][] right = new int[folds][];
    int[] total = new int[THRESHOLDS];
    int from = 0;
    for (int f = 0; f < folds; f++) {
      int end = from + n / folds + (f < n % folds ? 1 : 0);
      right[f] = right(similarity, same, from, end);
      for (int t = 0; t < THRESHOLDS; t++) {
        total[t] += right[f][t];
      }
      from = end;
    }
    double[] accuracy = new double[folds];
    for (int f = 0; f < folds; f++) {
      int size = n / folds + (f < n % folds ? 1 : 0);
      accuracy[f] = (double) right[f][bestWithout(total, right[f])] / size;
    }
    double mean = Arrays.stream(accuracy).average().orElseThrow();
    double variance = Arrays.stream(accuracy).map(a -> (a - mean) * (a - mean)).sum() / folds;
    return new TenFold(mean, Math.sqrt(variance));
  }

  /**
   * Of pairs in no order, with far more impostor pairs than genuine ones: as many of each are
   * drawn, so that half of the pairs are genuine, as in LFW.
   */
  static TenFold balanced(float[] similarity, boolean[] same, long seed) {
    int[] genuine = shuffled(same, true, seed);
    int[] impostor = shuffled(same, false, seed);
    int n = 2 * Math.min(genuine.length, impostor.length);
    float[] drawn = new float[n];
    boolean[] drawnSame = new boolean[n];
    for (int k = 0; k < n; k++) {
      drawnSame[k] = k % 2 == 0;
      drawn[k] = similarity[(drawnSame[k] ? genuine : impostor)[k / 2]];
    }
    return of(drawn, drawnSame);
  }

  private static int[] shuffled(boolean[] same, boolean genuine, long seed) {
    int[] pairs = IntStream.range(0, same.length).filter(i -> same[i] == genuine).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = pairs.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swap = pairs[i];
      pairs[i] = pairs[other];
      pairs[other] = swap;
    }
    return pairs;
  }

  /** How many pairs of a fold each threshold judges rightly. */
  private static int[] right(float[] similarity, boolean[] same, int from, int end) {
    int[] right = new int[THRESHOLDS];
    for (int i = from; i < end; i++) {
      double distance = 2 - 2.0 * similarity[i];
      for (int t = 0; t < THRESHOLDS; t++) {
        if (distance < t * 0.01 == same[i]) {
          right[t]++;
        }
      }
    }
    return right;
  }

  private static int bestWithout(int[] total, int[] fold) {
    int best = 0;
    for (int t = 1; t < THRESHOLDS; t++) {
      if (total[t] - fold[t] > total[best] - fold[best]) {
        best = t;
      }
    }
    return best;
  }
}
