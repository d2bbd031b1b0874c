package io.sightline.trainer.synthetic.raster;

/** Small functions of numbers and of vectors of three. */
public final class Vec {

  private Vec() {}

  public static float clamp(float x, float low, float high) {
    return x < low ? low : x > high ? high : x;
  }

  /** Without the care for NaN and zeros that makes the library's slow; so is {@link #least}. */
  static float most(float a, float b) {
    return a > b ? a : b;
  }

  static float least(float a, float b) {
    return a < b ? a : b;
  }

  public static float mix(float a, float b, float share) {
    return a + (b - a) * share;
  }

  /** 0 below {@code from}, 1 above {@code to}, smooth between; falls where {@code to} is less. */
  public static float smooth(float from, float to, float x) {
    float t = clamp((x - from) / (to - from), 0, 1);
    return t * t * (3 - 2 * t);
  }

  /** A bell that is 1 at 0 and e^-1 at 1. */
  public static float bell(float x) {
    float q = x * x;
    return q > 9 ? 0 : (float) Math.exp(-q);
  }

  /** A bell of two coordinates. */
  public static float bell(float x, float y) {
    float q = x * x + y * y;
    return q > 9 ? 0 : (float) Math.exp(-q);
  }

  /** The larger of the two, rounded where they are within {@code k} of each other. */
  public static float smoothMax(float a, float b, float k) {
    float h = Math.max(k - Math.abs(a - b), 0) / k;
    return Math.max(a, b) + h * h * k * 0.25f;
  }

  /** A new vector of length one. */
  public static float[] unit(float x, float y, float z) {
    float l = 1 / (float) Math.sqrt(x * x + y * y + z * z + 1e-20f);
    return new float[] {x * l, y * l, z * l};
  }

  public static float[] cross(float[] a, float[] b) {
    return new float[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }
}
