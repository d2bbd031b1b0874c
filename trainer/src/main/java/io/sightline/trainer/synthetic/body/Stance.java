package io.sightline.trainer.synthetic.body;

import io.sightline.trainer.synthetic.raster.Vec;

/**
 * How trunk and arms are held, in degrees; of pairs the first is the side that a viewer before the
 * body sees at the left.
 *
 * @param shoulder upper arm forwards
 * @param aside upper arm away from the trunk
 * @param elbow bent
 * @param pelvisTurn to the viewer's right
 * @param pelvisTilt hip at the viewer's left up
 * @param chestTurn against the pelvis
 * @param chestTilt against the pelvis
 * @param lean chest forwards
 */
record Stance(
    float[] shoulder,
    float[] aside,
    float[] elbow,
    float pelvisTurn,
    float pelvisTilt,
    float chestTurn,
    float chestTilt,
    float lean) {

  /**
   * @param phase of the stride, 0 where the heel at the viewer's left is set down, to 1
   * @param walk 0 stands to 1 walks
   * @param style of this person
   * @param sway a slow wave from -1 to 1, for standing
   * @param phone 1 looks at a telephone held before the chest
   */
  static Stance of(float phase, float walk, GaitStyle style, float sway, float phone) {
    float w = walk * style.stride();
    float still = 1 - walk;
    float[] shoulder = new float[2];
    float[] elbow = new float[2];
    float[] aside = new float[2];
    double turn = 2 * Math.PI * phase;
    for (int i = 0; i < 2; i++) {
      // Against the leg of the same side.
      float swing = 22 * (float) Math.cos(turn + Math.PI * (1 + i)) - 3;
      float held = i == style.hand() ? phone : 0;
      shoulder[i] = Vec.mix(w * style.arms() * swing + 2 * still * sway - 1, 32, held);
      elbow[i] = Vec.mix(style.elbow() + w * 0.6f * style.arms() * Math.max(0, swing), 105, held);
      aside[i] = style.aside() + 1.5f * still * (i == 0 ? sway : -sway) + 2 * held;
    }
    float pelvis = w * 5 * (float) Math.cos(turn);
    float sin = w * style.hips() * (float) Math.sin(turn);
    return new Stance(
        shoulder,
        aside,
        elbow,
        pelvis,
        3 * sin + 2 * still * sway,
        -1.9f * pelvis,
        -2.2f * sin - 2.5f * still * sway,
        style.lean() + 2 * walk);
  }
}
