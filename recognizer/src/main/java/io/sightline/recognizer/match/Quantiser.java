package io.sightline.recognizer.match;

/** Rounds vectors to bytes. */
final class Quantiser {

  private Quantiser() {}

  /**
   * The step with which the largest value comes to the last of so many levels; that of unit vectors
   * is never 0.
   */
  static float scale(float[] values, int levels) {
    float largest = 0;
    for (float v : values) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest / levels;
  }

  /**
   * @param zero what 0 becomes
   * @return the length of the rounding error
   */
  static double quantise(float[] values, float scale, int zero, byte[] into) {
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      int level = Math.round(values[i] / scale);
      into[i] = (byte) (level + zero);
      double error = values[i] - (double) level * scale;
      squares += error * error;
    }
    return Math.sqrt(squares);
  }
}
