package io.sightline.trainer.synthetic.body;

import io.sightline.trainer.synthetic.raster.Vec;

/**
 * Angles of a body's joints, in degrees; of pairs the first is the side that a viewer before it
 * sees at the left.
 *
 * @param hip thigh forwards
 * @param knee bent
 * @param ankle toes up
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
    float[] hip,
    float[] knee,
    float[] ankle,
    float[] shoulder,
    float[] aside,
    float[] elbow,
    float pelvisTurn,
    float pelvisTilt,
    float chestTurn,
    float chestTilt,
    float lean) {
  // A stride from one set-down of the heel to the next, in tenths (after D. A. Winter, "The
  // Biomechanics and Motor Control of Human Gait").
  private static final float[] HIP = {31, 28, 20, 10, 0, -10, -11, 6, 24, 33};
  private static final float[] KNEE = {4, 15, 16, 9, 5, 12, 36, 60, 50, 16};
  private static final float[] ANKLE = {1, -4, 4, 8, 11, 6, -15, -6, 1, 2};

  /** Share of the stride for which a foot is on the ground, and how far it goes in degrees. */
  static final float SWEEP = 42;

  /**
   * @param phase of the stride, 0 to 1
   * @param walk 0 stands to 1 walks
   * @param style of this person
   * @param sway a slow wave from -1 to 1, for standing
   * @param phone 1 looks at a telephone held before the chest
   */
  static Stance of(float phase, float walk, GaitStyle style, float sway, float phone) {
    float w = walk * style.stride();
    float[] hip = new float[2];
    float[] knee = new float[2];
    float[] ankle = new float[2];
    float[] shoulder = new float[2];
    float[] elbow = new float[2];
    float[] aside = new float[2];
    float still = 1 - walk;
    for (int i = 0; i < 2; i++) {
      float at = phase + 0.5f * i;
      float rest = still * (i == 0 ? sway : -sway);
      hip[i] = w * at(HIP, at) + 2 * rest;
      knee[i] = Vec.mix(1, walk, style.stride()) * walk * at(KNEE, at) + 3 * Math.max(0, rest) * 2;
      ankle[i] = w * at(ANKLE, at) + 2 * Math.max(0, rest);
      float swing = at(HIP, at + 0.5f) - 12;
      float held = i == style.hand() ? phone : 0;
      shoulder[i] = Vec.mix(w * style.arms() * swing + 2 * still * sway - 1, 32, held);
      elbow[i] = Vec.mix(style.elbow() + w * 0.5f * style.arms() * Math.max(0, swing), 105, held);
      aside[i] = style.aside() + 1.5f * rest + 2 * held;
    }
    double turn = 2 * Math.PI * phase;
    float pelvis = w * 5 * (float) Math.cos(turn);
    return new Stance(
        hip,
        knee,
        ankle,
        shoulder,
        aside,
        elbow,
        pelvis,
        w * 3.5f * (float) Math.sin(turn) * style.hips() + 2 * still * sway,
        -1.9f * pelvis,
        -w * 2.5f * (float) Math.sin(turn) * style.hips() - 2.5f * still * sway,
        style.lean() + 2 * walk);
  }

  private static float at(float[] table, float phase) {
    float x = (phase - (float) Math.floor(phase)) * table.length;
    int i = (int) x;
    float t = x - i;
    int n = table.length;
    float a = table[(i + n - 1) % n];
    float b = table[i % n];
    float c = table[(i + 1) % n];
    float d = table[(i + 2) % n];
    return b + 0.5f * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  }
}
