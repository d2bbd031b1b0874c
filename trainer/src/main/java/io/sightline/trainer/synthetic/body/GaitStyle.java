package io.sightline.trainer.synthetic.body;

import io.sightline.trainer.synthetic.person.Identity;
import java.util.SplittableRandom;

/**
 * How somebody walks.
 *
 * @param speed cm a second
 * @param stride factor on the length of the step
 * @param arms factor on their swing
 * @param elbow least bend, degrees
 * @param aside arms from the trunk, degrees
 * @param hips factor on their sway
 * @param lean forwards, degrees
 * @param hand that holds a telephone: 0 or 1
 */
public record GaitStyle(
    float speed,
    float stride,
    float arms,
    float elbow,
    float aside,
    float hips,
    float lean,
    int hand) {

  /** Everybody's own. */
  public static GaitStyle of(Identity who) {
    SplittableRandom random = new SplittableRandom(who.seed() * 0x2545f4914f6cdd1dL + 11);
    float age = who.age();
    return new GaitStyle(
        (float) (random.nextDouble(95, 140) - 28 * age),
        (float) random.nextDouble(0.85, 1.08) - 0.18f * age,
        (float) random.nextDouble(0.45, 1.1),
        (float) random.nextDouble(8, 24),
        (float) random.nextDouble(5, 10),
        (float) random.nextDouble(0.6, 1.2) - 0.3f * who.sex(),
        (float) random.nextDouble(-1, 3) + 4 * age,
        random.nextInt(2));
  }
}
