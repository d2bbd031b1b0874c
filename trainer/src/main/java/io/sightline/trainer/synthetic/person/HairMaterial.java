package io.sightline.trainer.synthetic.person;

import static io.sightline.trainer.synthetic.raster.Vec.clamp;
import static io.sightline.trainer.synthetic.raster.Vec.smooth;

import io.sightline.trainer.synthetic.raster.Fragment;
import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Noise;
import io.sightline.trainer.synthetic.raster.Vec;

/**
 * Strands: u runs across them in cm, v is the distance to the edge or the tips in cm. Outer layers
 * have gaps; all are ragged at the edge.
 */
final class HairMaterial implements Material {
  private final float[] colour;
  private final HairCut cut;
  private final int layer;
  private final float part;
  private final int seed;

  HairMaterial(float[] colour, HairCut cut, int layer, float part, int seed) {
    this.colour = colour;
    this.cut = cut;
    this.layer = layer;
    this.part = part;
    this.seed = seed;
  }

  @Override
  public boolean cutOut() {
    return true;
  }

  @Override
  public boolean twoSided() {
    // Only what hangs shows its inside.
    return cut.hangs();
  }

  @Override
  public boolean castsShadow() {
    return layer == 0;
  }

  /** Locks and single strands; for frizzy hair round tufts. 0 to 1. */
  private float strands(float u, float v, float x, float y, float z, float footprint) {
    float lock = Noise.plane(u * 1.6f, v * 0.18f, seed + 3);
    float fine = Noise.plane(u * 6.5f, v * 0.45f, seed + 4);
    fine = 0.5f + (fine - 0.5f) * clamp(0.25f / footprint, 0, 1);
    float straight = 0.5f * lock + 0.5f * fine;
    if (cut.curl() < 0.05f) {
      return straight;
    }
    float tuft = Noise.space(x * 2.1f, y * 2.1f, z * 2.1f, seed + 5);
    return Vec.mix(straight, 0.35f * fine + 0.65f * tuft, cut.curl());
  }

  @Override
  public float coverage(float u, float v, float x, float y, float z, float footprint) {
    float wisp = cut.hangs() ? 0.6f : 0.95f;
    if (v <= -0.75f * wisp) {
      return 0;
    }
    boolean whole = layer == 0 && v > 1.75f * wisp;
    float n = whole ? 0.5f : strands(u, v, x, y, z, footprint);
    float edge = smooth(0, wisp, v + (n - 0.5f) * 1.5f * wisp);
    if (edge <= 0) {
      return 0;
    }
    float gaps = layer == 0 ? 1 : clamp((n - 0.2f - 0.11f * layer) * 7 + 0.5f, 0, 1);
    if (cut.flow() == HairCut.Flow.PARTED && y > 5 && z > -13) {
      gaps *= smooth(0.04f, 0.16f, Math.abs(x - part));
    }
    return edge * gaps;
  }

  @Override
  public void shade(Fragment f) {
    float n = strands(f.u, f.v, f.restX, f.restY, f.restZ, f.footprint);
    float light = 0.45f + 0.95f * n;
    f.colour(colour[0] * light, colour[1] * light, colour[2] * light);
    // The gloss of hair lies on single strands.
    f.specular =
        (0.05f + 0.25f * (colour[1] < 0.2f ? colour[1] + 0.05f : 0.2f)) * n * (1.4f - cut.curl());
    f.gloss = 9;
    f.softness = 0.25f;
  }
}
