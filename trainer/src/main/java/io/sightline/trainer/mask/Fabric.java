package io.sightline.trainer.mask;

import java.util.SplittableRandom;

/**
 * What a mask is made of.
 *
 * @param colour of the ground, 0xRRGGBB
 * @param second colour of the pattern, 0xRRGGBB
 * @param pattern drawn in the second colour
 * @param weight of the pattern, 0 to 1
 * @param alongX repeats of the pattern over half the mask's width
 * @param alongY repeats over half its height that are added, when the pattern lies askew
 */
public record Fabric(
    int colour, int second, Pattern pattern, double weight, double alongX, double alongY) {

  static Fabric plain(int colour) {
    return new Fabric(colour, colour, Pattern.PLAIN, 0, 1, 0);
  }

  /** Any pattern in two colours that can be told apart. */
  static Fabric patterned(int colour, SplittableRandom random) {
    Pattern[] patterns = Pattern.values();
    Pattern pattern = patterns[1 + random.nextInt(patterns.length - 1)];
    int second = Colours.any(random);
    for (int i = 0; i < 4 && Colours.distance(colour, second) < 90; i++) {
      second = Colours.any(random);
    }
    double weight = random.nextDouble(0.5, 1);
    return of(
        colour, second, pattern, weight, random.nextDouble(2, 6), random.nextDouble(-1.6, 1.6));
  }

  /**
   * @param repeats of the pattern over half the mask's width
   * @param angle that the pattern is turned by, in radians
   */
  static Fabric of(
      int colour, int second, Pattern pattern, double weight, double repeats, double angle) {
    return new Fabric(
        colour, second, pattern, weight, repeats * Math.cos(angle), repeats * Math.sin(angle));
  }

  /** Writes red, green and blue (0..255) at a place of the mask into {@code rgb}. */
  public void colour(float u, float v, float[] rgb) {
    float share = 0;
    if (pattern != Pattern.PLAIN) {
      double y = 2 * v - 1;
      double x = alongX * u - alongY * y;
      share = (float) weight * pattern.share((float) x, (float) (alongY * u + alongX * y));
    }
    for (int k = 0; k < 3; k++) {
      int shift = 16 - 8 * k;
      float a = colour >> shift & 0xff;
      float b = second >> shift & 0xff;
      rgb[k] = a + share * (b - a);
    }
  }
}
