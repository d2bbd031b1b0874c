package io.sightline.trainer.synthetic.person;

import java.util.SplittableRandom;

/**
 * Who somebody is: what stays when hair is cut and clothes are changed. Thread-safe; arrays are not
 * copied.
 *
 * @param seed that it was drawn from
 * @param sex -1 womanly to 1 manly
 * @param years of age
 * @param melanin 0 the lightest skin to 1 the darkest
 * @param traits by the number of the {@link Trait}
 * @param skin diffuse colour of bare skin, linear RGB
 * @param iris linear RGB
 * @param hair natural colour, before it greys, linear RGB
 * @param freckles 0 to 1
 */
public record Identity(
    long seed,
    float sex,
    float years,
    float melanin,
    float[] traits,
    float[] skin,
    float[] iris,
    float[] hair,
    float freckles) {
  private static final float[][] SKINS = {
    {0.74f, 0.50f, 0.40f},
    {0.66f, 0.42f, 0.31f},
    {0.55f, 0.325f, 0.22f},
    {0.38f, 0.21f, 0.135f},
    {0.23f, 0.118f, 0.073f},
    {0.125f, 0.064f, 0.042f}
  };
  private static final float[][] HAIRS = {
    {0.010f, 0.008f, 0.007f}, {0.022f, 0.013f, 0.009f}, {0.05f, 0.027f, 0.015f},
    {0.11f, 0.06f, 0.03f}, {0.27f, 0.17f, 0.08f}, {0.17f, 0.055f, 0.02f}
  };
  private static final float[][] IRISES = {
    {0.03f, 0.016f, 0.009f}, {0.06f, 0.03f, 0.015f}, {0.10f, 0.07f, 0.03f},
    {0.09f, 0.13f, 0.08f}, {0.10f, 0.17f, 0.27f}, {0.16f, 0.20f, 0.23f}
  };

  /** Somebody; the same for the same seed. */
  public static Identity of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double sex = (random.nextBoolean() ? 0.75 : -0.75) + 0.22 * deviate(random);
    double age = Math.pow(random.nextDouble(), 1.6);
    double breadth = deviate(random);
    double flatness = deviate(random);
    double[] common = {sex, age, breadth, flatness, deviate(random)};
    float[] traits = new float[Trait.values().length];
    for (Trait trait : Trait.values()) {
      traits[trait.ordinal()] = trait.value(deviate(random), common);
    }
    double dark = 0.40 + 0.26 * random.nextGaussian() + 0.16 * breadth - 0.05 * flatness;
    float melanin = (float) Math.max(0, Math.min(1, dark));
    // Light hair and eyes go with light skin and a narrow nose, more often than not.
    boolean maybeFair = melanin < 0.35 && flatness < 0.4;
    int hair = maybeFair ? random.nextInt(HAIRS.length) : random.nextInt(melanin > 0.6 ? 2 : 3);
    int iris = maybeFair ? random.nextInt(IRISES.length) : random.nextInt(2);
    boolean freckled = melanin < 0.45 && random.nextInt(4) == 0;
    return new Identity(
        seed,
        (float) Math.max(-1, Math.min(1, sex)),
        (float) (18 + 62 * age),
        melanin,
        traits,
        varied(between(SKINS, melanin), 0.06, random),
        varied(IRISES[iris], 0.2, random),
        varied(HAIRS[hair], 0.2, random),
        freckled ? (float) random.nextDouble() : 0);
  }

  /** Normal, but nobody is farther out than 2.2: those would be caricatures. */
  private static double deviate(SplittableRandom random) {
    double g = random.nextGaussian();
    return Math.abs(g) > 2.2 ? deviate(random) : g;
  }

  private static float[] between(float[][] scale, float at) {
    float x = Math.min(at, 0.9999f) * (scale.length - 1);
    int i = (int) x;
    float[] mixed = new float[3];
    for (int c = 0; c < 3; c++) {
      mixed[c] = scale[i][c] + (scale[i + 1][c] - scale[i][c]) * (x - i);
    }
    return mixed;
  }

  private static float[] varied(float[] colour, double by, SplittableRandom random) {
    float[] out = new float[3];
    float all = (float) (1 + by * random.nextGaussian());
    for (int c = 0; c < 3; c++) {
      out[c] = Math.max(0.003f, colour[c] * (float) (all + 0.4 * by * random.nextGaussian()));
    }
    return out;
  }

  /** In the trait's unit. */
  public float of(Trait trait) {
    return traits[trait.ordinal()];
  }

  /** 0 young to 1 old. */
  public float age() {
    return (years - 18) / 62;
  }

  /** A number for noise. */
  int grain() {
    return (int) (seed ^ seed >>> 32) * 31 + 5;
  }
}
