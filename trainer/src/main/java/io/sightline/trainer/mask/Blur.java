package io.sightline.trainer.mask;

/** The binomial filter of three, mixed with the original. */
final class Blur {
  private Blur() {}

  /**
   * @param values row by row, {@code channels} for each pixel
   * @param amount 0 leaves it as it is, 1 is the whole filter
   */
  static float[] soften(float[] values, int width, int height, int channels, float amount) {
    if (amount == 0) {
      return values;
    }
    float[] across = new float[values.length];
    int row = width * channels;
    for (int y = 0; y < height; y++) {
      filter(values, across, y * row, row, channels, amount / 4);
    }
    float[] down = new float[values.length];
    float side = amount / 4;
    for (int y = 0; y < height; y++) {
      int above = y > 0 ? -row : 0;
      int below = y < height - 1 ? row : 0;
      for (int i = y * row; i < (y + 1) * row; i++) {
        down[i] = across[i] * (1 - 2 * side) + (across[i + above] + across[i + below]) * side;
      }
    }
    return down;
  }

  private static void filter(float[] in, float[] out, int from, int row, int channels, float side) {
    for (int i = from; i < from + row; i++) {
      float before = in[i - from >= channels ? i - channels : i];
      float after = in[i + channels < from + row ? i + channels : i];
      out[i] = in[i] * (1 - 2 * side) + (before + after) * side;
    }
  }
}
