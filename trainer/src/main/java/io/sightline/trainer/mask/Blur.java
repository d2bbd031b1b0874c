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
    float[] across = filter(values, width, height, channels, channels, amount, true);
    return filter(across, width, height, channels, channels * width, amount, false);
  }

  private static float[] filter(
      float[] in, int width, int height, int channels, int step, float amount, boolean rows) {
    float[] out = in.clone();
    int n = rows ? width : height;
    float side = amount / 4;
    for (int i = 0; i < in.length; i++) {
      int pixel = i / channels;
      int at = rows ? pixel % width : pixel / width;
      float before = in[at > 0 ? i - step : i];
      float after = in[at < n - 1 ? i + step : i];
      out[i] = in[i] * (1 - 2 * side) + (before + after) * side;
    }
    return out;
  }
}
