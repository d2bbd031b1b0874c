package io.sightline.trainer.synthetic.person;

import java.util.SplittableRandom;

/**
 * What a face does. All from 0 to 1, but gaze.
 *
 * @param smile corners of the mouth up; negative down, to -1
 * @param open jaw down
 * @param brows raised; negative drawn down, to -1
 * @param blink lids down
 * @param gazeX the eyes' turn beside the head's, degrees, positive to the viewer's right
 * @param gazeY positive down, degrees
 */
public record Expression(
    float smile, float open, float brows, float blink, float gazeX, float gazeY) {
  public static final Expression NEUTRAL = new Expression(0, 0, 0, 0, 0, 0);

  private static final float TIRED = 0.3f;

  /** The same with open eyes. */
  public Expression awake() {
    return blink <= TIRED ? this : new Expression(smile, open, brows, 0, gazeX, gazeY);
  }

  /** Mostly calm, sometimes talking, laughing, blinking. */
  public static Expression random(SplittableRandom random) {
    float smile =
        (float)
            (random.nextDouble() < 0.4 ? random.nextDouble() : random.nextDouble() * 0.3 - 0.12);
    float open = (float) (random.nextDouble() < 0.25 ? random.nextDouble() * 0.8 : 0);
    float brows = (float) (random.nextGaussian() * 0.3);
    float blink = (float) (random.nextDouble() < 0.08 ? 1 : random.nextDouble() * TIRED);
    return new Expression(
        smile,
        open,
        Math.max(-1, Math.min(1, brows)),
        blink,
        (float) random.nextGaussian() * 9,
        (float) random.nextGaussian() * 5);
  }
}
