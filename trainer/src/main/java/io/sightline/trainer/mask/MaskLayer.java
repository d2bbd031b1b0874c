package io.sightline.trainer.mask;

import io.sightline.trainer.data.Picture;

/**
 * A transparent sheet over a picture that things are drawn on at twice its resolution, so that
 * edges become true coverage, and then laid over it. Colours are premultiplied. Not thread-safe.
 */
final class MaskLayer {
  private static final int SS = 2;
  // So that rounding leaves no gap between two triangles.
  private static final float EDGE = 1e-4f;
  private final int width;
  private final int height;
  private final float[] rgba;
  private int top;

  /** Colour of a place of the mask: writes red, green, blue (0..255) and alpha (0..1). */
  interface Material {
    void at(float u, float v, float light, float[] rgba);
  }

  MaskLayer(int width, int height) {
    this.width = width * SS;
    this.height = height * SS;
    rgba = new float[4 * this.width * this.height];
    top = this.height;
  }

  /**
   * Fills a triangle over what is there.
   *
   * @param a, b, c corners: x, y in picture pixels, u, v, light
   */
  void triangle(float[] a, float[] b, float[] c, Material material) {
    float ax = a[0] * SS - 0.5f;
    float ay = a[1] * SS - 0.5f;
    float abx = b[0] * SS - 0.5f - ax;
    float aby = b[1] * SS - 0.5f - ay;
    float acx = c[0] * SS - 0.5f - ax;
    float acy = c[1] * SS - 0.5f - ay;
    float area = abx * acy - aby * acx;
    if (area <= 1e-6f) {
      return;
    }
    int x0 = Math.max(0, (int) Math.ceil(ax + Math.min(0, Math.min(abx, acx))));
    int x1 = Math.min(width - 1, (int) Math.floor(ax + Math.max(0, Math.max(abx, acx))));
    int y0 = Math.max(0, (int) Math.ceil(ay + Math.min(0, Math.min(aby, acy))));
    int y1 = Math.min(height - 1, (int) Math.floor(ay + Math.max(0, Math.max(aby, acy))));
    top = Math.min(top, y0);
    float[] colour = new float[4];
    float stepB = acy / area;
    float stepC = -aby / area;
    for (int y = y0; y <= y1; y++) {
      float py = y - ay;
      float wb = ((x0 - ax) * acy - py * acx) / area;
      float wc = (py * abx - (x0 - ax) * aby) / area;
      for (int x = x0; x <= x1; x++, wb += stepB, wc += stepC) {
        float wa = 1 - wb - wc;
        if (Math.min(wa, Math.min(wb, wc)) >= -EDGE) {
          float u = wa * a[2] + wb * b[2] + wc * c[2];
          float v = wa * a[3] + wb * b[3] + wc * c[3];
          material.at(u, v, wa * a[4] + wb * b[4] + wc * c[4], colour);
          over(y * width + x, colour, colour[3]);
        }
      }
    }
  }

  /**
   * Draws a line that fades towards its end.
   *
   * @param thickness in picture pixels
   */
  void line(
      double[] from, double[] to, double thickness, float[] rgb, float alphaFrom, float alphaTo) {
    double ax = from[0] * SS - 0.5;
    double ay = from[1] * SS - 0.5;
    double dx = to[0] * SS - 0.5 - ax;
    double dy = to[1] * SS - 0.5 - ay;
    double half = thickness * SS / 2;
    double length2 = Math.max(1e-6, dx * dx + dy * dy);
    int x0 = Math.max(0, (int) (Math.min(ax, ax + dx) - half - 1));
    int x1 = Math.min(width - 1, (int) (Math.max(ax, ax + dx) + half + 1));
    int y0 = Math.max(0, (int) (Math.min(ay, ay + dy) - half - 1));
    int y1 = Math.min(height - 1, (int) (Math.max(ay, ay + dy) + half + 1));
    top = Math.min(top, y0);
    for (int y = y0; y <= y1; y++) {
      for (int x = x0; x <= x1; x++) {
        double t = ((x - ax) * dx + (y - ay) * dy) / length2;
        // Each stretch ends where the next begins, so that none is drawn twice.
        if (t >= 0 && t < 1) {
          double distance = Math.hypot(x - ax - t * dx, y - ay - t * dy);
          double cover = Math.min(1, Math.max(0, half + 0.5 - distance));
          over(y * width + x, rgb, (float) (cover * (alphaFrom + t * (alphaTo - alphaFrom))));
        }
      }
    }
  }

  private void over(int pixel, float[] rgb, float alpha) {
    int i = 4 * pixel;
    float keep = 1 - alpha;
    rgba[i] = rgba[i] * keep + rgb[0] * alpha;
    rgba[i + 1] = rgba[i + 1] * keep + rgb[1] * alpha;
    rgba[i + 2] = rgba[i + 2] * keep + rgb[2] * alpha;
    rgba[i + 3] = rgba[i + 3] * keep + alpha;
  }

  /**
   * The picture with this sheet on it.
   *
   * @param softness 0 for edges as they are, 1 for a little blur
   * @param shadow how much the sheet darkens what lies around its lower edge, 0 to 1
   */
  Picture over(Picture below, float softness, float shadow) {
    int w = width / SS;
    int first = Math.max(0, top / SS - 3);
    int h = height / SS - first;
    float[] small = Blur.soften(shrink(w, first, h), w, h, 4, softness);
    float[] shade = Blur.soften(Blur.soften(alpha(small), w, h, 1, 1), w, h, 1, 1);
    byte[] rgb = below.rgb().clone();
    for (int i = 0; i < w * h; i++) {
      float keep = 1 - small[4 * i + 3];
      float lit = i >= 2 * w ? 1 - shadow * shade[i - 2 * w] : 1;
      int to = 3 * (i + first * w);
      for (int k = 0; k < 3; k++) {
        float value = small[4 * i + k] + keep * lit * (rgb[to + k] & 0xff);
        rgb[to + k] = (byte) Math.min(255, (int) (value + 0.5f));
      }
    }
    return new Picture(w, height / SS, rgb);
  }

  private float[] shrink(int w, int first, int h) {
    float[] small = new float[4 * w * h];
    int row = 4 * width;
    for (int y = 0; y < h; y++) {
      int from = SS * (first + y) * row;
      for (int to = 4 * y * w; to < 4 * (y + 1) * w; to += 4, from += 4 * SS) {
        for (int k = from; k < from + 4; k++) {
          small[to + k - from] = (rgba[k] + rgba[k + 4] + rgba[k + row] + rgba[k + row + 4]) / 4;
        }
      }
    }
    return small;
  }

  private static float[] alpha(float[] rgba) {
    float[] alpha = new float[rgba.length / 4];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = rgba[4 * i + 3];
    }
    return alpha;
  }
}
