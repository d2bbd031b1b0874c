package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.synthetic.raster.Fragment;
import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Texture;

/** Skin with the eyes and the mouth in it, whose look changes with the expression. */
final class SkinMaterial implements Material {
  private final Texture skin;
  private final Identity id;
  private final FaceLines lines;
  private final Expression expression;

  SkinMaterial(
      Texture skin, Identity id, FaceLines lines, Expression expression, Appearance looks) {
    this.skin = skin;
    this.id = id;
    this.lines = lines;
    this.expression = expression;
  }

  @Override
  public void shade(Fragment f) {
    skin.read(f.u, f.v, f.footprint / 0.09f, f);
    f.specular = 0.1f;
    f.gloss = 13;
    f.softness = 1;
  }
}
