package io.sightline.trainer.mask;

import io.sightline.contract.face.SimilarityTransform;
import io.sightline.trainer.data.Pictures;
import java.util.SplittableRandom;

/** How aligned crops are moved by landmarks that err. */
public final class Misalignment {
  private static final double MIDDLE = (Pictures.SIDE - 1) / 2.0;

  private static final double MOST = 3;

  private Misalignment() {}

  /** Whether a factor may be asked for. */
  public static boolean allows(double by) {
    return by >= 0 && by <= MOST;
  }

  /**
   * A motion at random: about the middle 3 degrees, 4 % and 2 pixels to each side, standard
   * deviations all.
   *
   * @param by what these are multiplied with
   */
  public static SimilarityTransform random(double by, SplittableRandom random) {
    double scale = Math.exp(0.04 * by * random.nextGaussian());
    double angle = Math.toRadians(3 * by * random.nextGaussian());
    double a = scale * Math.cos(angle);
    double b = scale * Math.sin(angle);
    double tx = MIDDLE - a * MIDDLE + b * MIDDLE + 2 * by * random.nextGaussian();
    double ty = MIDDLE - b * MIDDLE - a * MIDDLE + 2 * by * random.nextGaussian();
    return new SimilarityTransform(a, b, tx, ty);
  }
}
