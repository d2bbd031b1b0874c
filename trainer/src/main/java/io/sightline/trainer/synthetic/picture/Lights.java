package io.sightline.trainer.synthetic.picture;

import io.sightline.trainer.synthetic.raster.Ambient;
import io.sightline.trainer.synthetic.raster.Lighting;
import io.sightline.trainer.synthetic.raster.ShadowMap;
import io.sightline.trainer.synthetic.raster.Sun;
import io.sightline.trainer.synthetic.raster.Vec;
import java.util.List;
import java.util.SplittableRandom;

/** Light as cameras meet it: rooms, lamps above, windows at the side, low sun, dim halls. */
public enum Lights {
  SOFT(0.5, 0.45, 0.9, 0.9),
  OVERHEAD(0.35, 0.75, 0.35, 1.25),
  SIDE(0.28, 1.0, 1.5, 0.35),
  SUN(0.33, 1.25, 1.2, 0.75),
  DIM(0.18, 0.18, 0.8, 1.0);

  private final double ambient;
  private final double key;
  private final double spread;
  private final double height;

  Lights(double ambient, double key, double spread, double height) {
    this.ambient = ambient;
    this.key = key;
    this.spread = spread;
    this.height = height;
  }

  /** Any, with its own colours and directions, for a subject that faces z. */
  public static Lighting random(SplittableRandom random, ShadowMap shadows) {
    return values()[random.nextInt(values().length)].of(random, shadows);
  }

  /**
   * @param shadows of the key light, drawn by the caller; null for none
   */
  public Lighting of(SplittableRandom random, ShadowMap shadows) {
    double warm = 0.1 * random.nextGaussian();
    float a = (float) (ambient * random.nextDouble(0.85, 1.2));
    Ambient soft = new Ambient().all(0.55f * a, 0.55f * a, 0.56f * a);
    soft.add(new float[] {0, 1, 0}, 0.24f * a, 0.25f * a, 0.27f * a);
    soft.add(new float[] {0, 0, 1}, 0.12f * a, 0.12f * a, 0.12f * a);
    float[] glow = Vec.unit((float) random.nextGaussian(), 0.2f, (float) random.nextDouble());
    soft.add(glow, 0.14f * a, 0.13f * a, 0.11f * a);
    double azimuth = spread * (random.nextDouble() * 2 - 1);
    double elevation = Math.min(1.4, height * random.nextDouble(0.75, 1.15));
    float[] towards = direction(azimuth, elevation);
    float k = (float) (key * random.nextDouble(0.8, 1.2));
    float[] colour = {k * (float) (1 + warm), k, k * (float) (1 - 1.2 * warm)};
    float[] back = direction(azimuth + Math.PI * random.nextDouble(0.6, 1.4), 0.3);
    float f = k * (float) random.nextDouble(0.08, 0.3);
    return new Lighting(
        soft,
        List.of(new Sun(towards, colour, shadows), new Sun(back, new float[] {f, f, f}, null)));
  }

  private static float[] direction(double azimuth, double elevation) {
    return new float[] {
      (float) (Math.sin(azimuth) * Math.cos(elevation)),
      (float) Math.sin(elevation),
      (float) (Math.cos(azimuth) * Math.cos(elevation))
    };
  }
}
