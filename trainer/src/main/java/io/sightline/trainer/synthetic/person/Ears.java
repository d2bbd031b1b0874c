package io.sightline.trainer.synthetic.person;

import static io.sightline.trainer.synthetic.raster.Vec.bell;
import static io.sightline.trainer.synthetic.raster.Vec.smooth;

import io.sightline.trainer.synthetic.raster.Grid;
import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Mesh;

/** A shell with a rolled rim, an inner ridge, a hollow and a lobe on each side. */
final class Ears {
  private static final int RINGS = 9;
  private static final int SPOKES = 25;

  /** The ring of the head at their height. */
  static final float ROW = 8;

  static final float Y = -1.4f;
  static final float Z = -8.7f;

  private Ears() {}

  static Mesh of(Identity id, HeadShape shape, boolean left) {
    float side = left ? -1 : 1;
    float size = id.of(Trait.EAR_SIZE) / 6;
    float flare = 0.2f + id.of(Trait.EAR_ANGLE);
    float x0 = surface(shape) - 0.35f;
    float[] p = new float[3 * RINGS * SPOKES];
    float[] uv = new float[2 * RINGS * SPOKES];
    float[] open = new float[RINGS * SPOKES];
    for (int j = 0; j < RINGS; j++) {
      for (int i = 0; i < SPOKES; i++) {
        int k = j * SPOKES + i;
        float r = 1 - j / (float) (RINGS - 1);
        double a = 2 * Math.PI * i / (SPOKES - 1) * (left ? 1 : -1);
        float up = (float) Math.cos(a);
        float back = (float) Math.sin(a) * (left ? 1 : -1);
        float h = height(r, up, back);
        float q = 2.95f * size * r * up - (up < 0 ? 0.1f * r : 0);
        float wide = up > 0 ? 1.6f : 1.6f - 0.6f * up * up;
        float b = size * (1.2f + wide * r * back);
        p[3 * k] = side * (x0 + b * (float) Math.sin(flare) + h * 0.9f);
        p[3 * k + 1] = Y + q + 0.12f * b;
        p[3 * k + 2] = Z - b * (float) Math.cos(flare) - 0.16f * q + 0.2f * h;
        open[k] = 0.45f + 0.55f * smooth(-0.35f, 0.25f, h);
      }
    }
    float[] c = id.skin();
    Material skin =
        f -> {
          f.colour(c[0], c[1] * 0.86f, c[2] * 0.85f);
          f.specular = 0.08f;
          f.gloss = 12;
          f.softness = 1;
        };
    int[] triangles = Grid.triangles(RINGS, SPOKES);
    float[] n = Mesh.smoothNormals(p, triangles);
    Grid.weld(n, RINGS, SPOKES);
    return new Mesh(p, n, uv, p.clone(), open, triangles, new TwoSided(skin));
  }

  private static float height(float r, float up, float back) {
    float rim = 0.34f * bell((r - 0.9f) / 0.13f) * smooth(-0.95f, -0.4f, up);
    float ridge = 0.26f * bell((r - 0.58f) / 0.15f) * smooth(-0.3f, 0.3f, back);
    float hollow = 0.55f * bell((r * back + 0.15f) / 0.4f, (r * up + 0.12f) / 0.34f);
    float tragus = 0.4f * bell((r * back + 0.62f) / 0.2f, (r * up + 0.1f) / 0.2f);
    float lobe = 0.12f * bell((r * up + 0.8f) / 0.25f);
    return rim + ridge + tragus + lobe - hollow;
  }

  /** Half width of the head where the ear sits. */
  private static float surface(HeadShape shape) {
    float widest = 0;
    for (int k = 0; k < HeadGrid.VERTICES; k++) {
      float y = shape.positions[3 * k + 1] - Y;
      float z = shape.positions[3 * k + 2] - Z;
      if (y * y + z * z < 1.5f) {
        widest = Math.max(widest, shape.positions[3 * k]);
      }
    }
    return widest;
  }
}
