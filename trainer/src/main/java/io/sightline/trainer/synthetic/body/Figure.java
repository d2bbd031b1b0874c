package io.sightline.trainer.synthetic.body;

import io.sightline.trainer.synthetic.person.Identity;
import io.sightline.trainer.synthetic.person.Trait;
import java.util.SplittableRandom;

/**
 * Stature and build: they stay with an identity.
 *
 * @param height from sole to crown, cm
 * @param scale of what lies below the neck, 1 for a height of 175 cm
 * @param shoulders factor on their breadth
 * @param girth factor on thickness
 * @param hips factor on their breadth
 * @param eyes height above the floor, cm
 */
record Figure(float height, float scale, float shoulders, float girth, float hips, float eyes) {
  private static final float STANDARD_EYES = 163.7f;

  /** Height of the neck's base against the eyes; what lies below is scaled from there. */
  static final float NECK = -16;

  static Figure of(Identity who) {
    SplittableRandom random = new SplittableRandom(who.seed() * 0x5851f42d4c957f2dL + 3);
    float sex = who.sex();
    double tall = 170 + 7 * sex + 5.5 * Math.max(-2, Math.min(2, random.nextGaussian()));
    float height = (float) Math.max(150, Math.min(195, tall - 3 * who.age()));
    float eyes = height - who.of(Trait.HEAD_HEIGHT);
    float girth = (float) (1 + 0.06 * random.nextGaussian() + 0.12 * who.age()) - 0.03f;
    return new Figure(
        height,
        (eyes + NECK) / (STANDARD_EYES + NECK),
        0.95f + 0.06f * sex,
        Math.max(0.88f, Math.min(1.25f, girth)),
        1 - 0.03f * sex,
        eyes);
  }

  /** Against the eyes, of what lies so high in a body of standard height. */
  float y(float standard) {
    return standard > NECK ? standard : NECK + (standard - NECK) * scale;
  }
}
