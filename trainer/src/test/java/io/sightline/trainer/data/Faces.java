package io.sightline.trainer.data;

import java.util.SplittableRandom;

/** Drawn faces and noise for tests. */
public final class Faces {
  private Faces() {}

  /** A JPEG of noise. */
  public static byte[] jpeg(int seed) {
    return Pictures.jpeg(Picture.crop(noise(seed)), 80);
  }

  /** Coarse coloured noise, 112x112. */
  public static byte[] noise(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] cells = new byte[14 * 14 * 3];
    random.nextBytes(cells);
    byte[] rgb = new byte[112 * 112 * 3];
    for (int i = 0; i < rgb.length; i++) {
      int pixel = i / 3;
      rgb[i] = cells[(pixel / 112 / 8 * 14 + pixel % 112 / 8) * 3 + i % 3];
    }
    return rgb;
  }
}
