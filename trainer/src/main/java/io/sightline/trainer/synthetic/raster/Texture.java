package io.sightline.trainer.synthetic.raster;

/**
 * Linear RGB over the unit square, with halved copies for far views. v runs downwards. Immutable,
 * thread-safe.
 */
public final class Texture {
  private final int[] size;
  private final float[][] levels;

  /**
   * @param side a power of two
   * @param rgb row by row, not copied
   */
  public Texture(int side, float[] rgb) {
    int n = Integer.numberOfTrailingZeros(side) + 1;
    size = new int[n];
    levels = new float[n][];
    size[0] = side;
    levels[0] = rgb;
    for (int i = 1; i < n; i++) {
      size[i] = side >> i;
      levels[i] = half(levels[i - 1], size[i]);
    }
  }

  private static float[] half(float[] from, int side) {
    float[] to = new float[3 * side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int a = 3 * (2 * y * 2 * side + 2 * x);
        int b = a + 6 * side;
        for (int c = 0; c < 3; c++) {
          to[3 * (y * side + x) + c] =
              (from[a + c] + from[a + 3 + c] + from[b + c] + from[b + 3 + c]) / 4;
        }
      }
    }
    return to;
  }

  public int side() {
    return size[0];
  }

  /**
   * Sets the fragment's colour.
   *
   * @param texels width of a pixel in texels of the full size
   */
  public void read(float u, float v, float texels, Fragment f) {
    int level = 0;
    while (texels > 1.4f && level < size.length - 1) {
      texels /= 2;
      level++;
    }
    int n = size[level];
    float x = Vec.clamp(u * n - 0.5f, 0, n - 1.001f);
    float y = Vec.clamp(v * n - 0.5f, 0, n - 1.001f);
    int xi = (int) x;
    int yi = (int) y;
    float fx = x - xi;
    float fy = y - yi;
    float[] p = levels[level];
    int a = 3 * (yi * n + xi);
    int right = xi + 1 < n ? 3 : 0;
    int down = yi + 1 < n ? 3 * n : 0;
    float wa = (1 - fx) * (1 - fy);
    float wb = fx * (1 - fy);
    float wc = (1 - fx) * fy;
    float wd = fx * fy;
    int b = a + right;
    int c = a + down;
    int d = c + right;
    f.red = wa * p[a] + wb * p[b] + wc * p[c] + wd * p[d];
    f.green = wa * p[a + 1] + wb * p[b + 1] + wc * p[c + 1] + wd * p[d + 1];
    f.blue = wa * p[a + 2] + wb * p[b + 2] + wc * p[c + 2] + wd * p[d + 2];
  }
}
