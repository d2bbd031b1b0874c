package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.synthetic.raster.Ambient;
import io.sightline.trainer.synthetic.raster.Lighting;
import io.sightline.trainer.synthetic.raster.ShadowMap;
import io.sightline.trainer.synthetic.raster.Sun;
import java.util.List;

/**
 * The light of a place: from all around, from one side, and pools of it below lamps.
 *
 * @param ambient colour of the soft light, linear RGB
 * @param towards the sun, or where the lamps are strongest; unit
 * @param key its colour
 * @param lamps x and z of each
 * @param even brightness between the lamps, where 1 is that below them
 */
record PlaceLight(float[] ambient, float[] towards, float[] key, List<float[]> lamps, float even) {
  private static final float REACH = 170;

  /** Brightness at a place on the floor, about 1. */
  float pool(float x, float z) {
    if (lamps.isEmpty()) {
      return 1;
    }
    float sum = 0;
    for (float[] lamp : lamps) {
      float dx = (x - lamp[0]) / REACH;
      float dz = (z - lamp[1]) / REACH;
      sum += 1 / (1 + (dx * dx + dz * dz) * (dx * dx + dz * dz));
    }
    return even + (1 - even) * Math.min(1.4f, sum);
  }

  /** The soft light alone. */
  Lighting soft() {
    return new Lighting(all(1), List.of());
  }

  /**
   * All light, for what stands where the lamps leave so much.
   *
   * @param shadows of what is between, or null
   */
  Lighting full(float pool, ShadowMap shadows) {
    float[] colour = {key[0] * pool, key[1] * pool, key[2] * pool};
    return new Lighting(all(pool), List.of(new Sun(towards, colour, shadows)));
  }

  private Ambient all(float pool) {
    float r = ambient[0] * pool;
    float g = ambient[1] * pool;
    float b = ambient[2] * pool;
    return new Ambient()
        .all(0.8f * r, 0.8f * g, 0.8f * b)
        .add(new float[] {0, 1, 0}, 0.22f * r, 0.22f * g, 0.22f * b)
        .add(new float[] {0, 0, 1}, 0.06f * r, 0.06f * g, 0.06f * b);
  }
}
