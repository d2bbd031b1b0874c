package io.sightline.trainer.evaluate;

import java.util.Arrays;

/**
 * The trade between false matches and true ones over all thresholds, exactly as measured: at a
 * false-match rate the lowest threshold is taken at which no more than that share of the impostor
 * pairs is accepted (ISO/IEC 19795-1).
 */
final class Roc {
  private static final double Z95 = 1.959964;
  private final float[] genuine;
  private final float[] impostor;

  /**
   * One point of the curve.
   *
   * @param threshold cosine from which pairs are accepted
   * @param tar share of the genuine pairs that are accepted
   * @param low of the 95 % Wilson score interval of {@code tar}, pairs taken as independent and the
   *     threshold as given
   * @param high of that interval
   * @param resolved whether there are impostor pairs enough for at least one false match
   */
  record Point(double threshold, double tar, double low, double high, boolean resolved) {}

  Roc(float[] similarity, boolean[] same) {
    int genuineCount = 0;
    for (boolean s : same) {
      genuineCount += s ? 1 : 0;
    }
    genuine = new float[genuineCount];
    impostor = new float[same.length - genuineCount];
    int g = 0;
    int m = 0;
    for (int i = 0; i < same.length; i++) {
      if (same[i]) {
        genuine[g++] = similarity[i];
      } else {
        impostor[m++] = similarity[i];
      }
    }
    Arrays.sort(genuine);
    Arrays.sort(impostor);
  }

  int genuine() {
    return genuine.length;
  }

  int impostor() {
    return impostor.length;
  }

  /** Whether there are pairs of both kinds. */
  boolean measurable() {
    return genuine.length > 0 && impostor.length > 0;
  }

  /** Needs pairs of both kinds. */
  Point at(double falseMatchRate) {
    int allowed = (int) Math.floor(falseMatchRate * impostor.length + 1e-9);
    float threshold =
        allowed >= impostor.length
            ? -Float.MAX_VALUE
            : Math.nextUp(impostor[impostor.length - 1 - allowed]);
    int accepted = genuine.length - firstNotBelow(genuine, threshold);
    double tar = (double) accepted / genuine.length;
    double n = genuine.length;
    double centre = (tar + Z95 * Z95 / (2 * n)) / (1 + Z95 * Z95 / n);
    double half =
        Z95 * Math.sqrt(tar * (1 - tar) / n + Z95 * Z95 / (4 * n * n)) / (1 + Z95 * Z95 / n);
    return new Point(
        threshold, tar, Math.max(0, centre - half), Math.min(1, centre + half), allowed >= 1);
  }

  /** Chance that a genuine pair is more alike than an impostor pair; ties count half. */
  double auc() {
    double wins = 0;
    for (float g : genuine) {
      int below = firstNotBelow(impostor, g);
      int notAbove = firstNotBelow(impostor, Math.nextUp(g));
      wins += below + (notAbove - below) / 2.0;
    }
    return wins / genuine.length / impostor.length;
  }

  private static int firstNotBelow(float[] sorted, float value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
