package io.sightline.trainer.mask;

import io.sightline.trainer.data.Picture;
import java.util.Arrays;

/**
 * The light on a face, measured on its lower half, so that what is drawn on it fits in.
 *
 * @param gain brightness that white cloth would have there, against full white
 * @param sideways -1 when the light comes from the picture's left, 1 from its right
 * @param colour 0 for a grey picture, 1 for a coloured one
 */
record FaceLight(float gain, float sideways, float colour) {
  // A face in good light: about 190 where it shines, whatever the skin, somewhat less on average.
  private static final float GOOD = 180;

  static FaceLight measure(Picture face) {
    double scale = face.width() / 112.0;
    float[] values = new float[27 * 24];
    double left = 0;
    double right = 0;
    double spread = 0;
    int n = 0;
    for (int y = 58; y < 106; y += 2) {
      for (int x = 30; x < 84; x += 2) {
        int i = 3 * ((int) (y * scale) * face.width() + (int) (x * scale));
        int r = face.rgb()[i] & 0xff;
        int g = face.rgb()[i + 1] & 0xff;
        int b = face.rgb()[i + 2] & 0xff;
        float value = Colours.luminance(r, g, b);
        values[n++] = value;
        left += x < 52 ? value : 0;
        right += x >= 62 ? value : 0;
        spread += Math.max(r, Math.max(g, b)) - Math.min(r, Math.min(g, b));
      }
    }
    Arrays.sort(values);
    double mean = 0;
    for (float value : values) {
      mean += value / n;
    }
    double bright = 0.6 * values[n * 19 / 20] + 0.4 * mean;
    double sideways = 1.6 * (right - left) / Math.max(1, right + left);
    return new FaceLight(
        (float) Math.min(1.12, Math.max(0.12, bright / GOOD)),
        (float) Math.min(0.8, Math.max(-0.8, sideways)),
        (float) Math.min(1, spread / n / 14));
  }
}
