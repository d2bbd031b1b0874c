package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.synthetic.raster.Vec;

/** Where hair grows on a head. */
final class Growth {
  // Angle about the vertical in degrees, height of the hairline in cm; NaN-free and rising in
  // angle.
  private static final float[] ANGLE = {0, 22, 38, 52, 62, 71, 79, 85, 92, 112, 124, 138, 180};
  private final float[] height;
  private final FaceLines lines;

  Growth(Identity id, FaceLines lines) {
    this.lines = lines;
    float front = id.of(Trait.HAIRLINE);
    float bay = Vec.clamp(id.of(Trait.TEMPLES), -0.3f, 1.6f);
    height =
        new float[] {
          front,
          front + 0.05f,
          front + 0.1f + 0.9f * bay,
          front - 1.1f + 0.8f * bay,
          3.0f + 0.4f * bay,
          1.2f,
          -1.6f,
          -1.5f,
          1.9f,
          2.0f,
          -2.4f,
          -6.6f,
          -7.6f
        };
  }

  /** Angle about the vertical axis of the skull, degrees, 0 in front to 180. */
  static float angle(float x, float z) {
    return (float) Math.toDegrees(Math.atan2(Math.abs(x), z + 8.6f));
  }

  /** Height of the hairline. */
  float hairline(float angle) {
    int i = segment(angle);
    float t = (angle - ANGLE[i]) / (ANGLE[i + 1] - ANGLE[i]);
    return Vec.mix(height[i], height[i + 1], t * t * (3 - 2 * t));
  }

  private static int segment(float angle) {
    int i = 0;
    while (i < ANGLE.length - 2 && angle > ANGLE[i + 1]) {
      i++;
    }
    return i;
  }

  /** How densely hair grows on the scalp, 0 to 1, over a soft hairline. */
  float scalp(float x, float y, float z, float ragged) {
    float angle = angle(x, z);
    int i = segment(angle);
    float slope = (height[i + 1] - height[i]) / (ANGLE[i + 1] - ANGLE[i]) / 0.14f;
    float inside = (y - hairline(angle)) / (float) Math.sqrt(1 + slope * slope);
    return Vec.smooth(-0.25f, 0.75f, inside + ragged);
  }

  /** How densely a beard would grow, 0 to 1; moustache and lips are told apart by the caller. */
  float beard(float ax, float y, float z) {
    float cheek = lines.mouthY + 0.9f + Math.max(0, ax - 2.6f) * 0.75f;
    float low = Vec.smooth(cheek + 0.5f, cheek - 0.9f, y);
    float throat = Vec.smooth(lines.chinY - 2.6f, lines.chinY - 1f, y);
    float back = Vec.smooth(-9.3f, -8f, z);
    float lip = ax < lines.mouthX + 0.3f ? 1 - 0.75f * under(ax, y) : 1;
    return Math.max(low * lip, moustache(ax, y)) * throat * back * (1 - lips(ax, y));
  }

  /** Beside the tuft in the middle, little grows just under the lip. */
  private float under(float ax, float y) {
    float d = lines.mouthY - lines.lower - 0.35f - y;
    return Vec.bell(d / 0.4f) * Vec.smooth(0.3f, 0.9f, ax);
  }

  float moustache(float ax, float y) {
    float side = Vec.smooth(lines.mouthX + 0.6f, lines.mouthX - 0.1f, ax);
    float top =
        Vec.smooth(lines.noseY - 0.15f, lines.noseY - 0.55f, y + 0.25f * Math.max(0, ax - 1.2f));
    float bottom = Vec.smooth(lines.mouthY - 0.5f, lines.mouthY + 0.1f, y);
    return side * top * bottom;
  }

  /** 1 on the red of the lips. */
  float lips(float ax, float y) {
    float t = ax / lines.mouthX;
    if (t > 1.02f) {
      return 0;
    }
    float line = lines.lipLine(ax);
    float top = line + lines.upperLip(ax);
    float bottom = line - lines.lowerLip(ax);
    return Vec.smooth(0.05f, -0.09f, y - top) * Vec.smooth(-0.06f, 0.1f, y - bottom);
  }
}
