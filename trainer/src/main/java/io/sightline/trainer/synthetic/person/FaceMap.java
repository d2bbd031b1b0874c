package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.synthetic.raster.Vec;

/**
 * How far the front of a head lies from an upright axis behind the mouth, by angle and height; what
 * is laid over the face is fitted with it.
 */
final class FaceMap {
  static final float AXIS_Z = -6.5f;
  private static final float WIDEST = 1.75f;
  private static final int ACROSS = 96;
  private static final int DOWN = 84;
  private static final float TOP = 2;
  private final float bottom;
  private final float[] raw = new float[ACROSS * DOWN];
  private float[] radius;

  FaceMap(HeadShape shape) {
    bottom = shape.lines.chinY - 4;
    int[] t = HeadGrid.TRIANGLES;
    float[] a = new float[9];
    for (int k = 0; k < t.length; k += 3) {
      boolean front = true;
      for (int i = 0; i < 3; i++) {
        float x = shape.positions[3 * t[k + i]];
        float z = shape.positions[3 * t[k + i] + 2] - AXIS_Z;
        float angle = (float) Math.atan2(x, z);
        front &= Math.abs(angle) < 2;
        a[3 * i] = (angle / WIDEST / 2 + 0.5f) * ACROSS;
        a[3 * i + 1] = (shape.positions[3 * t[k + i] + 1] - bottom) / (TOP - bottom) * DOWN;
        a[3 * i + 2] = (float) Math.sqrt(x * x + z * z);
      }
      if (front) {
        fill(a);
      }
    }
    radius = raw.clone();
  }

  private void fill(float[] a) {
    float area = (a[3] - a[0]) * (a[7] - a[1]) - (a[6] - a[0]) * (a[4] - a[1]);
    if (Math.abs(area) < 1e-6f) {
      return;
    }
    int left = (int) Math.max(0, Math.floor(Math.min(a[0], Math.min(a[3], a[6]))));
    int right = (int) Math.min(ACROSS - 1, Math.ceil(Math.max(a[0], Math.max(a[3], a[6]))));
    int low = (int) Math.max(0, Math.floor(Math.min(a[1], Math.min(a[4], a[7]))));
    int high = (int) Math.min(DOWN - 1, Math.ceil(Math.max(a[1], Math.max(a[4], a[7]))));
    for (int y = low; y <= high; y++) {
      for (int x = left; x <= right; x++) {
        float px = x + 0.5f;
        float py = y + 0.5f;
        float w0 = ((a[3] - px) * (a[7] - py) - (a[6] - px) * (a[4] - py)) / area;
        float w1 = ((a[6] - px) * (a[1] - py) - (a[0] - px) * (a[7] - py)) / area;
        float w2 = 1 - w0 - w1;
        if (w0 >= -0.01f && w1 >= -0.01f && w2 >= -0.01f) {
          float r = a[2] * w0 + a[5] * w1 + a[8] * w2;
          raw[y * ACROSS + x] = Math.max(raw[y * ACROSS + x], r);
        }
      }
    }
  }

  /** Stretches cloth over the face: smooth, but nowhere below the skin. */
  void stretch(int times) {
    for (int n = 0; n < times; n++) {
      float[] next = new float[ACROSS * DOWN];
      for (int y = 0; y < DOWN; y++) {
        for (int x = 0; x < ACROSS; x++) {
          float sum = 0;
          for (int d = -2; d <= 2; d++) {
            sum += radius[y * ACROSS + Math.max(0, Math.min(ACROSS - 1, x + d))];
            sum += radius[Math.max(0, Math.min(DOWN - 1, y + d)) * ACROSS + x];
          }
          next[y * ACROSS + x] = Math.max(sum / 10, raw[y * ACROSS + x]);
        }
      }
      radius = next;
    }
  }

  /**
   * Distance from the axis.
   *
   * @param angle radians, 0 in front
   */
  float at(float angle, float y) {
    float px = Vec.clamp((angle / WIDEST / 2 + 0.5f) * ACROSS - 0.5f, 0, ACROSS - 1.01f);
    float py = Vec.clamp((y - bottom) / (TOP - bottom) * DOWN - 0.5f, 0, DOWN - 1.01f);
    int x = (int) px;
    int i = (int) py * ACROSS + x;
    float fx = px - x;
    float fy = py - (int) py;
    return Vec.mix(
        Vec.mix(radius[i], radius[i + 1], fx),
        Vec.mix(radius[i + ACROSS], radius[i + ACROSS + 1], fx),
        fy);
  }
}
