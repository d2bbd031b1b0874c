package io.sightline.trainer.synthetic.picture;

import io.sightline.trainer.synthetic.raster.Noise;
import io.sightline.trainer.synthetic.raster.Vec;
import java.util.SplittableRandom;

/**
 * What is behind a face, without end: walls with seams, panels and lamps, foliage, people's colours
 * out of focus. Nothing in it is a face.
 */
public final class Backdrop {
  private static final int PANELS = 9;
  private final float[] left = new float[PANELS];
  private final float[] top = new float[PANELS];
  private final float[] right = new float[PANELS];
  private final float[] bottom = new float[PANELS];
  private final float[][] tints = new float[PANELS][];
  private final float[] high;
  private final float[] low;
  private final float grain;
  private final float rough;
  private final float slant;
  private final int seed;
  private final int panels;

  public Backdrop(SplittableRandom random) {
    high = colour(random);
    low = colour(random);
    grain = (float) Math.exp(random.nextDouble(0, 3.5));
    rough = (float) Math.pow(random.nextDouble(), 2) * 0.9f;
    slant = (float) (0.25 * random.nextGaussian());
    seed = random.nextInt();
    panels = random.nextInt(PANELS + 1);
    for (int i = 0; i < panels; i++) {
      float x = (float) random.nextDouble(-0.3, 1);
      float y = (float) random.nextDouble(-0.3, 1);
      left[i] = x;
      top[i] = y;
      right[i] = x + (float) random.nextDouble(0.04, 0.6);
      bottom[i] = y + (float) random.nextDouble(0.04, 0.9);
      tints[i] = colour(random);
    }
  }

  private static float[] colour(SplittableRandom random) {
    float value = (float) Math.exp(random.nextDouble(-3.2, 0));
    float[] c = new float[3];
    for (int i = 0; i < 3; i++) {
      c[i] = value * (float) Math.exp(0.16 * random.nextGaussian());
    }
    return c;
  }

  /** Fills the linear RGB picture of a window. */
  public void paint(float[] rgb, Window window) {
    float pixel = 1f / window.whole();
    int k = 0;
    for (int y = window.top(); y < window.top() + window.side(); y++) {
      for (int x = window.left(); x < window.left() + window.side(); x++, k += 3) {
        at(x * pixel, y * pixel, pixel, rgb, k);
      }
    }
  }

  private void at(float x, float y, float pixel, float[] out, int k) {
    float share = Vec.clamp(y + slant * x, 0, 1);
    float n = 1;
    if (rough > 0.02f) {
      float noise = Noise.plane(x * grain, y * grain, seed);
      noise = 0.65f * noise + 0.35f * Noise.plane(x * grain * 2.7f, y * grain * 2.7f, seed + 1);
      n += rough * 1.6f * (noise - 0.5f);
    }
    for (int c = 0; c < 3; c++) {
      out[k + c] = Vec.mix(high[c], low[c], share) * n;
    }
    for (int i = 0; i < panels; i++) {
      float px = x + slant * 0.3f * y;
      float in =
          Math.min(Math.min(px - left[i], right[i] - px), Math.min(y - top[i], bottom[i] - y));
      if (in < -pixel) {
        continue;
      }
      float cover = Vec.clamp(in / (2 * pixel) + 0.5f, 0, 1);
      // A frame, or a shadow line, round the panel.
      float edge = 1 - 0.4f * Vec.bell((in - 0.012f) / 0.012f);
      for (int c = 0; c < 3; c++) {
        out[k + c] += (tints[i][c] * edge * (0.5f + 0.5f * n) - out[k + c]) * cover;
      }
    }
  }
}
