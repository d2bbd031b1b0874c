package io.sightline.trainer.mask;

/**
 * How often each change is made to a training picture: probabilities from 0 to 1, but for one.
 *
 * @param mask a drawn mask (MTArcFace, arXiv 2104.09874: 0.5)
 * @param mirror left and right exchanged
 * @param blur mild blur
 * @param jpeg compression once more
 * @param colour jitter of brightness, contrast and saturation
 * @param align a shift, turn and scale as the landmarks of a small or masked face cause
 * @param misalignment how large these are, see {@link Misalignment}
 */
public record AugmentConfig(
    double mask,
    double mirror,
    double blur,
    double jpeg,
    double colour,
    double align,
    double misalignment) {

  /** What the trainer uses unless told otherwise. */
  public static final AugmentConfig DEFAULT = new AugmentConfig(0.5, 0.5, 0.1, 0.2, 0.3, 0, 1);

  /** The picture as it is. */
  public static final AugmentConfig NONE = new AugmentConfig(0, 0, 0, 0, 0, 0, 1);

  public AugmentConfig {
    check("mask", mask);
    check("mirror", mirror);
    check("blur", blur);
    check("jpeg", jpeg);
    check("colour", colour);
    check("align", align);
    if (!Misalignment.allows(misalignment)) {
      throw new IllegalArgumentException(
          "augmentation 'misalignment' is a factor from 0 to 3, not " + misalignment);
    }
  }

  /** The same with another probability of a drawn mask. */
  public AugmentConfig withMask(double probability) {
    return new AugmentConfig(probability, mirror, blur, jpeg, colour, align, misalignment);
  }

  private static void check(String name, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "augmentation '" + name + "' is a probability from 0 to 1, not " + probability);
    }
  }
}
