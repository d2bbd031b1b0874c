package io.sightline.recognizer.face;

import io.sightline.contract.model.ModelInput;

/**
 * How a picture comes into the detector's input: scaled by one factor so that it just fits, at the
 * top left, the rest black.
 *
 * @param scale input pixels for one of the picture's
 * @param width of the scaled picture, in input pixels
 * @param height of the scaled picture, in input pixels
 */
record Fit(double scale, int width, int height) {
  private static final double AVERAGED_BELOW = 0.25;

  static Fit of(int pictureWidth, int pictureHeight, ModelInput input) {
    double scale =
        Math.min((double) input.width() / pictureWidth, (double) input.height() / pictureHeight);
    return new Fit(
        scale,
        Math.max(1, (int) Math.round(pictureWidth * scale)),
        Math.max(1, (int) Math.round(pictureHeight * scale)));
  }

  /**
   * Whether pixels are averaged by area rather than interpolated: five times slower on the CPU, and
   * only far below half the size worth it.
   */
  boolean averaged() {
    return scale < AVERAGED_BELOW;
  }
}
