package io.sightline.trainer.mask;

import java.util.SplittableRandom;

/** A mask as it is worn: its type and fabric. */
public record MaskLook(MaskType type, Fabric fabric) {
  private static final double TEXTURED = 0.5;

  /** Any type; half of them plain, half with a texture (MTArcFace, arXiv 2104.09874). */
  public static MaskLook any(SplittableRandom random) {
    MaskType[] types = MaskType.values();
    return of(types[random.nextInt(types.length)], random);
  }

  /** Of one type, in any colour and fabric. */
  static MaskLook of(MaskType type, SplittableRandom random) {
    int colour = random.nextDouble() < 0.6 ? Colours.usual(type, random) : Colours.any(random);
    boolean textured = random.nextDouble() < TEXTURED;
    return new MaskLook(type, textured ? Fabric.patterned(colour, random) : Fabric.plain(colour));
  }
}
