package io.sightline.trainer.synthetic.raster;

import java.util.List;

/**
 * What lights a scene: soft light from all around and lights far away. Skin is lit as if light bled
 * a little round the terminator, red the farthest, which is most of what subsurface scattering
 * shows at this size. Not thread-safe: it has scratch space.
 */
public final class Lighting {
  private static final float[] BLEED = {0.36f, 0.17f, 0.10f};
  private final Ambient ambient;
  private final Sun[] suns;
  private final float[] soft = new float[3];

  public Lighting(Ambient ambient, List<Sun> suns) {
    this.ambient = ambient;
    this.suns = suns.toArray(Sun[]::new);
  }

  public List<Sun> suns() {
    return List.of(suns);
  }

  /** Light that the fragment sends to the camera, linear RGB. */
  void light(Fragment f, float[] out) {
    ambient.at(f.nx, f.ny, f.nz, soft);
    float facing = Math.max(0, f.nx * f.vx + f.ny * f.vy + f.nz * f.vz);
    float rim = (1 - facing) * (1 - facing) * (1 - facing) * f.specular * 0.6f * f.occlusion;
    // Occluded skin stays warm: what little light is there has been through skin.
    float warm = Vec.mix(f.occlusion, (float) Math.sqrt(f.occlusion), 0.5f * f.softness);
    out[0] = f.red * (soft[0] * warm + f.glow) + rim * soft[0];
    out[1] = f.green * (soft[1] * f.occlusion + f.glow) + rim * soft[1];
    out[2] = f.blue * (soft[2] * f.occlusion + f.glow) + rim * soft[2];
    for (Sun sun : suns) {
      add(sun, f, out);
    }
  }

  private static void add(Sun sun, Fragment f, float[] out) {
    float[] d = sun.towards();
    float cos = f.nx * d[0] + f.ny * d[1] + f.nz * d[2];
    if (cos < -0.3f) {
      return;
    }
    float lit = f.occlusion;
    if (sun.shadows() != null) {
      float off = 0.3f;
      lit = sun.shadows().lit(f.x + f.nx * off, f.y + f.ny * off, f.z + f.nz * off);
    }
    float highlight = f.specular > 0 && cos > 0 ? highlight(d, f) * lit : 0;
    float[] colour = sun.colour();
    for (int c = 0; c < 3; c++) {
      float bleed = f.softness * BLEED[c];
      float diffuse = Math.max(0, (cos + bleed) / (1 + bleed)) * lit;
      float albedo = c == 0 ? f.red : c == 1 ? f.green : f.blue;
      out[c] += colour[c] * (albedo * diffuse + highlight);
    }
  }

  private static float highlight(float[] d, Fragment f) {
    float hx = f.vx + d[0];
    float hy = f.vy + d[1];
    float hz = f.vz + d[2];
    float dot = f.nx * hx + f.ny * hy + f.nz * hz;
    if (dot <= 0) {
      return 0;
    }
    float square = dot * dot / (hx * hx + hy * hy + hz * hz);
    // The power of the cosine, nearly (C. Schlick, "A Fast Alternative to Phong's Specular Model").
    float t = square / (0.125f * f.gloss * (1 - square) + square);
    return f.specular * t * t * t * t;
  }
}
