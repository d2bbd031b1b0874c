package io.sightline.trainer.mask;

import io.sightline.trainer.data.Picture;
import java.util.SplittableRandom;

/** Masks on aligned crops, for training and for measuring. Thread-safe. */
public final class Masks {
  private Masks() {}

  /**
   * A copy with a mask of any type and look, the same for the same picture and seed.
   *
   * @param rgb112 row-major HWC, 112x112x3 bytes; left as it is
   */
  public static byte[] wear(byte[] rgb112, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return wear(Picture.crop(rgb112), MaskLook.any(random), random).rgb();
  }

  /** A copy with this mask; what is left open is drawn from {@code random}. */
  static Picture wear(Picture crop, MaskLook look, SplittableRandom random) {
    return MaskPainter.paint(crop, look, PoseEstimator.estimate(crop, random), random);
  }
}
