package io.sightline.trainer.mask;

/**
 * How often each change is made to a training picture; every number is a probability from 0 to 1.
 *
 * @param mask a drawn mask (MTArcFace, arXiv 2104.09874: 0.5)
 * @param mirror left and right exchanged
 * @param blur mild blur
 * @param jpeg compression once more
 * @param colour jitter of brightness, contrast and saturation
 * @param align a shift, turn and scale as the landmarks of a small or masked face cause
 */
public record AugmentConfig(
    double mask, double mirror, double blur, double jpeg, double colour, double align) {

  /** What the trainer uses unless told otherwise. */
  public static final AugmentConfig DEFAULT = new AugmentConfig(0.5, 0.5, 0.1, 0.2, 0.3, 0);

  /** The picture as it is. */
  public static final AugmentConfig NONE = new AugmentConfig(0, 0, 0, 0, 0, 0);

  public AugmentConfig {
    check("mask", mask);
    check("mirror", mirror);
    check("blur", blur);
    check("jpeg", jpeg);
    check("colour", colour);
    check("align", align);
  }

  /** The same with another probability of a drawn mask. */
  public AugmentConfig withMask(double probability) {
    return new AugmentConfig(probability, mirror, blur, jpeg, colour, align);
  }

  private static void check(String name, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "augmentation '" + name + "' is a probability from 0 to 1, not " + probability);
    }
  }
}
