package io.sightline.trainer.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Drawn faces and noise for tests. */
public final class Faces {
  private Faces() {}

  /**
   * A drawn head in an aligned crop.
   *
   * @param shift of the head behind eyes and mouth in pixels, as a turn makes it
   */
  public static byte[] face(Color skin, Color ground, int shift) {
    BufferedImage image = new BufferedImage(112, 112, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(ground);
    g.fillRect(0, 0, 112, 112);
    g.setColor(skin);
    g.fillOval(18 + shift, -6, 76, 126);
    g.setColor(Color.WHITE);
    g.fillOval(33, 48, 11, 7);
    g.fillOval(68, 48, 11, 7);
    g.setColor(Color.BLACK);
    g.fillOval(36, 48, 6, 6);
    g.fillOval(71, 48, 6, 6);
    g.setColor(new Color(150, 60, 60));
    g.fillOval(42, 89, 29, 7);
    g.dispose();
    byte[] rgb = new byte[112 * 112 * 3];
    for (int i = 0; i < 112 * 112; i++) {
      int pixel = image.getRGB(i % 112, i / 112);
      rgb[3 * i] = (byte) (pixel >> 16);
      rgb[3 * i + 1] = (byte) (pixel >> 8);
      rgb[3 * i + 2] = (byte) pixel;
    }
    return rgb;
  }

  /** A light face on a dull ground. */
  public static byte[] face() {
    return face(new Color(224, 172, 140), new Color(70, 90, 110), 0);
  }

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
