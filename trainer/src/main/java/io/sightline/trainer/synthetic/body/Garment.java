package io.sightline.trainer.synthetic.body;

import io.sightline.trainer.synthetic.raster.Fragment;
import io.sightline.trainer.synthetic.raster.Material;

/**
 * Cloth that ends somewhere along a limb, where skin begins.
 *
 * @param skin linear RGB
 * @param hem cm from the limb's top, or from the figure's top
 */
record Garment(Material cloth, float[] skin, float hem) implements Material {

  @Override
  public void shade(Fragment f) {
    float past = -f.restY - hem;
    if (past < 0) {
      cloth.shade(f);
      // A seam, and the shadow that a hem throws.
      float seam = past > -1.2f ? 0.85f : 1;
      f.colour(f.red * seam, f.green * seam, f.blue * seam);
    } else {
      float shadow = past < 1.5f ? 0.6f + 0.27f * past : 1;
      f.colour(skin[0] * shadow, skin[1] * shadow, skin[2] * shadow);
      f.specular = 0.06f;
      f.softness = 1;
    }
  }

  @Override
  public boolean twoSided() {
    return true;
  }
}
