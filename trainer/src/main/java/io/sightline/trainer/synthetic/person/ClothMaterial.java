package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.mask.Pattern;
import io.sightline.trainer.synthetic.raster.Fragment;
import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Noise;

/**
 * Cloth with a pattern. Texture coordinates of the mesh are cm on the cloth.
 *
 * @param ground linear RGB
 * @param outfit whose pattern it has; null for plain cloth
 */
public record ClothMaterial(float[] ground, Outfit outfit) implements Material {

  @Override
  public void shade(Fragment f) {
    float share = 0;
    if (outfit != null && outfit.pattern() != Pattern.PLAIN && f.footprint < outfit.repeat() / 2) {
      share = outfit.pattern().share(f.u / outfit.repeat(), f.v / outfit.repeat());
    }
    // Creases and weave.
    float fold = 0.86f + 0.28f * Noise.space(f.restX * 0.28f, f.restY * 0.2f, f.restZ * 0.28f, 7);
    float[] second = outfit == null ? ground : outfit.second();
    f.colour(
        fold * (ground[0] + (second[0] - ground[0]) * share),
        fold * (ground[1] + (second[1] - ground[1]) * share),
        fold * (ground[2] + (second[2] - ground[2]) * share));
    f.specular = 0.015f;
    f.gloss = 6;
  }

  @Override
  public boolean twoSided() {
    return true;
  }
}
