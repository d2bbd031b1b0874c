package io.sightline.trainer.synthetic.picture;

import io.sightline.trainer.synthetic.raster.Vec;
import java.util.Arrays;

/** Blurs of a linear RGB picture, in place. Not thread-safe. */
final class Filters {
  private final int width;
  private final int height;
  private final float[] copy;

  Filters(int width, int height) {
    this.width = width;
    this.height = height;
    copy = new float[3 * width * height];
  }

  /** Gaussian. */
  void blur(float[] rgb, float sigma) {
    int reach = (int) Math.ceil(2.5 * sigma);
    float[] kernel = new float[2 * reach + 1];
    float sum = 0;
    for (int i = -reach; i <= reach; i++) {
      kernel[i + reach] = (float) Math.exp(-i * i / (2.0 * sigma * sigma));
      sum += kernel[i + reach];
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= sum;
    }
    across(rgb, copy, kernel, reach);
    down(copy, rgb, kernel, reach);
  }

  /** Rows are summed tap by tap, which the compiler turns into vector code; so is the next. */
  private void across(float[] from, float[] to, float[] kernel, int reach) {
    int row = 3 * width;
    float[] padded = new float[row + 6 * reach];
    for (int y = 0; y < height; y++) {
      System.arraycopy(from, y * row, padded, 3 * reach, row);
      for (int i = 0; i < 3 * reach; i++) {
        padded[i] = from[y * row + i % 3];
        padded[3 * reach + row + i] = from[y * row + row - 3 + i % 3];
      }
      Arrays.fill(to, y * row, y * row + row, 0);
      for (int i = 0; i <= 2 * reach; i++) {
        add(kernel[i], padded, 3 * i, to, y * row, row);
      }
    }
  }

  private void down(float[] from, float[] to, float[] kernel, int reach) {
    int row = 3 * width;
    Arrays.fill(to, 0);
    for (int y = 0; y < height; y++) {
      for (int i = -reach; i <= reach; i++) {
        int line = Math.min(height - 1, Math.max(0, y + i));
        add(kernel[i + reach], from, line * row, to, y * row, row);
      }
    }
  }

  private static void add(float weight, float[] from, int at, float[] to, int k, int n) {
    for (int i = 0; i < n; i++) {
      to[k + i] += weight * from[at + i];
    }
  }

  /** Averages over a line through each pixel. */
  void smear(float[] rgb, float length, float direction) {
    int n = Math.max(2, (int) Math.ceil(length));
    float dx = (float) Math.cos(direction) * length / n;
    float dy = (float) Math.sin(direction) * length / n;
    System.arraycopy(rgb, 0, copy, 0, rgb.length);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int k = 3 * (y * width + x);
        float r = 0;
        float g = 0;
        float b = 0;
        for (int i = 0; i < n; i++) {
          float t = i - (n - 1) / 2f;
          int px = (int) Vec.clamp(Math.round(x + t * dx), 0, width - 1);
          int py = (int) Vec.clamp(Math.round(y + t * dy), 0, height - 1);
          int q = 3 * (py * width + px);
          r += copy[q];
          g += copy[q + 1];
          b += copy[q + 2];
        }
        rgb[k] = r / n;
        rgb[k + 1] = g / n;
        rgb[k + 2] = b / n;
      }
    }
  }

  /** Shifts the odd lines aside, as a picture of two fields of something that moves. */
  void lag(float[] rgb, float pixels) {
    int shift = Math.round(pixels);
    for (int y = 1; y < height; y += 2) {
      int row = 3 * y * width;
      System.arraycopy(rgb, row, copy, 0, 3 * width);
      for (int x = 0; x < width; x++) {
        int from = 3 * Math.max(0, x - shift);
        System.arraycopy(copy, from, rgb, row + 3 * x, 3);
      }
    }
  }
}
