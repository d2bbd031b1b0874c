package io.sightline.trainer.data;

import io.sightline.contract.face.SimilarityTransform;

/** Pictures shifted, turned and scaled; bilinear, black beyond the border, as crops are cut. */
public final class Warp {
  private static final int SIDE = Pictures.SIDE;

  private Warp() {}

  /**
   * A crop of 112x112.
   *
   * @param t from pixels of the picture to those of the crop
   */
  public static Picture crop(Picture from, SimilarityTransform t) {
    byte[] out = new byte[3 * SIDE * SIDE];
    double square = t.a() * t.a() + t.b() * t.b();
    double a = t.a() / square;
    double b = t.b() / square;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double dx = x - t.tx();
        double dy = y - t.ty();
        sample(from, (float) (a * dx + b * dy), (float) (a * dy - b * dx), out, 3 * (y * SIDE + x));
      }
    }
    return Picture.crop(out);
  }

  private static void sample(Picture from, float x, float y, byte[] out, int k) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    float fx = x - left;
    float fy = y - top;
    for (int c = 0; c < 3; c++) {
      float upper = (1 - fx) * at(from, left, top, c) + fx * at(from, left + 1, top, c);
      float lower = (1 - fx) * at(from, left, top + 1, c) + fx * at(from, left + 1, top + 1, c);
      out[k + c] = (byte) (int) ((1 - fy) * upper + fy * lower + 0.5f);
    }
  }

  private static int at(Picture from, int x, int y, int c) {
    boolean inside = x >= 0 && y >= 0 && x < from.width() && y < from.height();
    return inside ? from.rgb()[3 * (y * from.width() + x) + c] & 0xff : 0;
  }
}
