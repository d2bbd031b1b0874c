package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.synthetic.raster.Fragment;
import io.sightline.trainer.synthetic.raster.Material;

/** A material seen from both sides. */
record TwoSided(Material material) implements Material {

  @Override
  public void shade(Fragment f) {
    material.shade(f);
  }

  @Override
  public boolean twoSided() {
    return true;
  }
}
