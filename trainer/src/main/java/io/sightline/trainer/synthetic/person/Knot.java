package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.synthetic.raster.Grid;
import io.sightline.trainer.synthetic.raster.Mesh;
import io.sightline.trainer.synthetic.raster.Noise;

/** Hair that is drawn together behind the head: a bun or a tail. */
final class Knot {
  private static final int COLUMNS = 17;
  private static final int ROWS = 15;

  private Knot() {}

  static Mesh bun(HairCut cut, float[] colour, int seed) {
    float high = seed % 2 == 0 ? 2f : 7.5f;
    float z = high > 5 ? -17.2f : -18.8f;
    return tube(
        t ->
            new float[] {
              0, high + 2.6f * (0.5f - t) * 2, z, 3.1f * (float) Math.sqrt(Math.sin(Math.PI * t))
            },
        cut,
        colour,
        seed);
  }

  static Mesh tail(HairCut cut, float[] colour, int seed) {
    float high = 3 + seed % 3;
    return tube(
        t -> {
          float out = (float) Math.sin(Math.min(1, 2.2f * t) * Math.PI / 2);
          float thick = 0.9f + 1.5f * (float) Math.sin(Math.PI * Math.min(1, 0.15f + 0.85f * t));
          return new float[] {0, high - 17 * t * t, -16.6f - 3.4f * out, t > 0.97f ? 0.3f : thick};
        },
        cut,
        colour,
        seed);
  }

  /** A way along a tube, 0 to 1, to its middle and its radius. */
  private interface Way {
    float[] at(float t);
  }

  private static Mesh tube(Way way, HairCut cut, float[] colour, int seed) {
    float[] p = new float[3 * ROWS * COLUMNS];
    float[] uv = new float[2 * ROWS * COLUMNS];
    for (int j = 0; j < ROWS; j++) {
      float t = j / (float) (ROWS - 1);
      float[] c = way.at(t);
      for (int i = 0; i < COLUMNS; i++) {
        int k = j * COLUMNS + i;
        double a = 2 * Math.PI * i / (COLUMNS - 1) - Math.PI;
        float r = c[3] * (0.88f + 0.24f * Noise.plane((float) Math.sin(a) * 2, t * 5, seed));
        p[3 * k] = r * (float) Math.sin(a);
        p[3 * k + 1] = c[1];
        p[3 * k + 2] = c[2] + r * (float) Math.cos(a);
        uv[2 * k] = (float) a * 2.5f;
        uv[2 * k + 1] = 3 * (1 - t) + 0.5f;
      }
    }
    int[] triangles = Grid.triangles(ROWS, COLUMNS);
    Mesh mesh = Mesh.of(p, uv, triangles, new HairMaterial(colour, cut, 0, 0, seed));
    Grid.weld(mesh.normals(), ROWS, COLUMNS);
    return mesh;
  }
}
