package io.sightline.trainer.synthetic.body;

import io.sightline.trainer.synthetic.raster.Vec;

/**
 * Where an ankle is in a stride, for shoes of standard size: on the ground it moves back at the
 * body's pace while the foot rolls from heel to toe, then it swings to the front.
 *
 * @param ahead of the hips, cm
 * @param up above the floor, cm
 * @param pitch toes up, degrees
 */
record Footfall(float ahead, float up, float pitch) {
  /** Share of the stride in which a foot is on the ground. */
  private static final float STANCE = 0.6f;

  // The sole from the ankle: below it, to the heel, to the ball of the foot; cm.
  private static final float ANKLE = 8;
  private static final float HEEL = 5.5f;
  private static final float BALL = 13;

  /** Pitch at twentieths of the stride, for a full walk. */
  private static final float[] PITCH = {
    17, 6, 0, 0, 0, 0, 0, 0, -4, -11, -20, -31, -40, -42, -36, -26, -14, -2, 9, 16
  };

  /**
   * @param phase 0 where the heel is set down, to 1
   * @param stride cm from there to the next time
   * @param walk 0 stands to 1 walks
   * @param scale of the shoe
   */
  static Footfall at(float phase, float stride, float walk, float scale) {
    float t = phase - (float) Math.floor(phase);
    float flat;
    float clear = 0;
    if (t < STANCE) {
      flat = STANCE / 2 - t;
    } else {
      float s = (t - STANCE) / (1 - STANCE);
      // Cubic, with the pace of the ground at both ends.
      float ends = s * (s - 1) * (2 * s - 1) * -(1 - STANCE);
      flat = STANCE / 2 * (2 * s * s * (3 - 2 * s) - 1) + ends;
      clear = 7 * walk * (float) Math.sin(Math.PI * s);
    }
    float pitch = walk * pitch(t);
    float sin = (float) Math.sin(Math.toRadians(pitch));
    float cos = (float) Math.cos(Math.toRadians(pitch));
    // Rolls over the heel while the toes are up, over the ball when the heel is.
    float pivot = pitch > 0 ? -HEEL : BALL;
    float ahead = stride * walk * flat + scale * (pivot - pivot * cos - ANKLE * sin);
    return new Footfall(ahead, clear + scale * (ANKLE * cos - pivot * sin), pitch);
  }

  private static float pitch(float t) {
    int n = PITCH.length;
    float x = t * n;
    int i = (int) x;
    return Vec.mix(PITCH[i % n], PITCH[(i + 1) % n], x - i);
  }
}
