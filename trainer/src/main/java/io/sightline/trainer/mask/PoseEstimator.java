package io.sightline.trainer.mask;

import io.sightline.trainer.data.Picture;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Guesses from an aligned crop alone how far the face is turned: of a turned face more skin is seen
 * on one side of the nose than on the other. Rough (about 7 degrees on rendered faces), but enough
 * to lay a mask on the right cheek.
 */
final class PoseEstimator {
  // Degrees for each unit of (right - left) / (right + left), fitted on rendered faces.
  private static final double DEGREES = -85;
  private static final double LARGEST = 38;
  private static final double JITTER = Math.toRadians(4);

  private PoseEstimator() {}

  /** The estimate, varied as people's faces vary. */
  static FacePose estimate(Picture crop, SplittableRandom random) {
    return new FacePose(
        yaw(crop) + JITTER * random.nextDouble(-1, 1),
        1.5 * JITTER * random.nextDouble(-1, 1),
        random.nextDouble(0.95, 1.05),
        random.nextDouble(0.96, 1.05));
  }

  /** Radians; 0 where it cannot be told. */
  static double yaw(Picture crop) {
    double scale = crop.width() / 112.0;
    Skin skin = Skin.sample(crop, scale);
    double[] lopsided = new double[13];
    int rows = 0;
    for (int y = 60; y < 86; y += 2) {
      int left = 46;
      int right = 66;
      while (left > 0 && skin.at(left, y)) {
        left--;
      }
      while (right < 111 && skin.at(right, y)) {
        right++;
      }
      // Where everything looks like skin, or nothing does, the row says nothing.
      if (right - left > 34 && right - left < 104) {
        lopsided[rows++] = (right + left - 112.0) / (right - left);
      }
    }
    if (rows < 4) {
      return 0;
    }
    Arrays.sort(lopsided, 0, rows);
    double degrees = DEGREES * (lopsided[rows / 2] + lopsided[(rows - 1) / 2]) / 2;
    return Math.toRadians(Math.min(LARGEST, Math.max(-LARGEST, degrees)));
  }

  /** What the skin beside the nose looks like: brightness, and ratios of the channels. */
  private record Skin(
      Picture crop, double scale, double bright, double redGreen, double greenBlue) {
    private static final double TONE = 0.28;
    private static final double DARKER = -1.3;
    private static final double BRIGHTER = 0.9;

    static Skin sample(Picture crop, double scale) {
      Skin none = new Skin(crop, scale, 0, 0, 0);
      double[] sum = new double[3];
      for (int y = 56; y < 68; y += 2) {
        for (int x = 46; x < 66; x += 2) {
          double[] here = none.tone(x, y);
          for (int k = 0; k < 3; k++) {
            sum[k] += here[k] / 60;
          }
        }
      }
      return new Skin(crop, scale, sum[0], sum[1], sum[2]);
    }

    boolean at(int x, int y) {
      double[] here = tone(x, y);
      double other = Math.abs(here[1] - redGreen) + Math.abs(here[2] - greenBlue);
      double brighter = here[0] - bright;
      return other < TONE && brighter > DARKER && brighter < BRIGHTER;
    }

    /** Logarithms, so that shadow changes one number only. */
    private double[] tone(int x, int y) {
      int i = 3 * ((int) (y * scale) * crop.width() + (int) (x * scale));
      double r = (crop.rgb()[i] & 0xff) + 8;
      double g = (crop.rgb()[i + 1] & 0xff) + 8;
      double b = (crop.rgb()[i + 2] & 0xff) + 8;
      return new double[] {Math.log((r + g + b) / 3), Math.log(r / g), Math.log(g / b)};
    }
  }
}
