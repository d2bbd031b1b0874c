package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.mask.MaskLook;
import io.sightline.trainer.mask.MaskType;
import io.sightline.trainer.synthetic.raster.Fragment;
import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Noise;

/** The cloth of a mask; u from -1 to 1 across it, v from 0 at its upper edge to 1. */
record MaskMaterial(MaskLook look) implements Material {

  @Override
  public void shade(Fragment f) {
    float[] rgb = new float[3];
    look.fabric().colour(f.u, f.v, rgb);
    float shade = 0.95f + 0.1f * Noise.plane(f.u * 40, f.v * 34, 3);
    boolean hem = f.v < 0.045f || f.v > 0.955f || Math.abs(f.u) > 0.965f;
    shade *= hem ? 0.86f : 1;
    if (look.type() == MaskType.SURGICAL) {
      double fold = Math.abs(Math.sin(f.v * 9.5));
      shade *= 0.84f + 0.16f * (float) Math.sqrt(fold);
    } else if (look.type() == MaskType.KN95 && Math.abs(f.u) < 0.025f) {
      shade *= 0.88f;
    } else if (look.type() == MaskType.N95
        && Math.abs(f.v - 0.1f) < 0.03f
        && Math.abs(f.u) < 0.3f) {
      shade *= 0.72f;
    }
    f.colour(linear(rgb[0]) * shade, linear(rgb[1]) * shade, linear(rgb[2]) * shade);
    f.specular = 0.025f;
    f.gloss = 6;
    f.softness = 0.3f;
  }

  private static float linear(float code) {
    float c = code / 255;
    return 0.9f * c * (0.012f + c * (0.682f + 0.306f * c));
  }

  @Override
  public boolean twoSided() {
    return true;
  }
}
