package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.mask.Pattern;
import java.util.SplittableRandom;

/**
 * Clothes. Colours are linear RGB.
 *
 * @param top of the upper body
 * @param second colour of its pattern
 * @param repeat width of the pattern in cm
 * @param legs of trousers or skirt
 * @param shoes colour
 * @param collar 0 low neck, 1 shirt collar, 2 polo neck, 3 hood
 * @param jacket null, or worn open over the top
 */
public record Outfit(
    float[] top,
    float[] second,
    Pattern pattern,
    float repeat,
    float[] legs,
    float[] shoes,
    int collar,
    float[] jacket,
    int seed) {
  private static final Pattern[] WORN = {
    Pattern.STRIPES,
    Pattern.CHECKS,
    Pattern.DOTS,
    Pattern.FLOWERS,
    Pattern.MELANGE,
    Pattern.CAMOUFLAGE
  };

  static Outfit random(SplittableRandom random) {
    boolean plain = random.nextDouble() < 0.62;
    return new Outfit(
        colour(random, 1),
        colour(random, 1),
        plain ? Pattern.PLAIN : WORN[random.nextInt(WORN.length)],
        (float) random.nextDouble(2, 8),
        colour(random, 0.45),
        colour(random, 0.3),
        random.nextInt(4),
        random.nextInt(3) == 0 ? colour(random, 0.6) : null,
        random.nextInt(1 << 20));
  }

  /** Mostly greys, blues and muted colours, as in a street. */
  private static float[] colour(SplittableRandom random, double brightest) {
    double value = Math.pow(random.nextDouble(), 1.7) * 0.75 * brightest + 0.012;
    double strength = random.nextDouble() < 0.35 ? 0.05 : random.nextDouble(0.1, 0.85);
    double hue =
        random.nextDouble() < 0.4 ? 0.6 + 0.06 * random.nextGaussian() : random.nextDouble();
    float[] rgb = new float[3];
    for (int c = 0; c < 3; c++) {
      double wave = 0.5 + 0.5 * Math.cos(2 * Math.PI * (hue - c / 3.0));
      rgb[c] = (float) (value * (1 - strength + strength * wave));
    }
    return rgb;
  }
}
