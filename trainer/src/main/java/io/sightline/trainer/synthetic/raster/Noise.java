package io.sightline.trainer.synthetic.raster;

/**
 * Smooth noise, the same on every machine. Values lie in 0 to 1 with mean about a half. It repeats
 * after 256 units.
 */
public final class Noise {
  private static final int SIDE = 256;
  private static final float[] TABLE = new float[SIDE * SIDE];

  static {
    for (int i = 0; i < TABLE.length; i++) {
      int n = i * 374761393 + 668265263;
      n = (n ^ (n >>> 13)) * 1274126177;
      n = (n ^ (n >>> 16)) * 0x2c1b3c6d;
      TABLE[i] = ((n ^ (n >>> 15)) & 0xffffff) / (float) 0xffffff;
    }
  }

  private Noise() {}

  /** A number for a lattice point. */
  public static float at(int x, int y, int z, int seed) {
    int shift = z * 0x3c6ef372 + seed * 0x9e3779b1;
    return TABLE[(x + (shift >>> 24) & 255) << 8 | y + (shift >>> 16) & 255];
  }

  /** In the plane: features about one unit wide. */
  public static float plane(float x, float y, int seed) {
    int xi = floor(x);
    int yi = floor(y);
    float fx = ease(x - xi);
    float fy = ease(y - yi);
    return Vec.mix(
        Vec.mix(at(xi, yi, 0, seed), at(xi + 1, yi, 0, seed), fx),
        Vec.mix(at(xi, yi + 1, 0, seed), at(xi + 1, yi + 1, 0, seed), fx),
        fy);
  }

  /** In space: features about one unit wide. */
  public static float space(float x, float y, float z, int seed) {
    int xi = floor(x);
    int yi = floor(y);
    int zi = floor(z);
    float fx = ease(x - xi);
    float fy = ease(y - yi);
    float low = 0;
    float high = 0;
    for (int k = 0; k < 2; k++) {
      float value =
          Vec.mix(
              Vec.mix(at(xi, yi, zi + k, seed), at(xi + 1, yi, zi + k, seed), fx),
              Vec.mix(at(xi, yi + 1, zi + k, seed), at(xi + 1, yi + 1, zi + k, seed), fx),
              fy);
      low = k == 0 ? value : low;
      high = value;
    }
    return Vec.mix(low, high, ease(z - zi));
  }

  /** Noise of several sizes, each half as large and half as strong as the one before. */
  public static float fractal(float x, float y, float z, int seed, int octaves) {
    float sum = 0;
    float weight = 0;
    float strength = 1;
    for (int i = 0; i < octaves; i++) {
      sum += strength * space(x, y, z, seed + i);
      weight += strength;
      strength /= 2;
      x *= 2.03f;
      y *= 2.03f;
      z *= 2.03f;
    }
    return sum / weight;
  }

  private static int floor(float x) {
    int i = (int) x;
    return x < i ? i - 1 : i;
  }

  private static float ease(float t) {
    return t * t * (3 - 2 * t);
  }
}
