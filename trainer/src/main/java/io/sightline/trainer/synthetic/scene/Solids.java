package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.synthetic.raster.Grid;
import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Mesh;

/** Simple bodies. Texture coordinates are cm on the surface, down from its top. */
final class Solids {
  private static final int ROUND = 25;

  private Solids() {}

  /** A box between two corners. */
  static Mesh box(float x0, float y0, float z0, float x1, float y1, float z1, Material material) {
    float w = x1 - x0;
    float h = y1 - y0;
    float d = z1 - z0;
    // Of each face: its top left corner seen from outside, the way to the right, the way down.
    float[][] faces = {
      {x0, y1, z1, w, 0, 0, 0, -h, 0},
      {x1, y1, z0, -w, 0, 0, 0, -h, 0},
      {x1, y1, z1, 0, 0, -d, 0, -h, 0},
      {x0, y1, z0, 0, 0, d, 0, -h, 0},
      {x0, y1, z0, w, 0, 0, 0, 0, d},
      {x0, y0, z1, w, 0, 0, 0, 0, -d}
    };
    float[] p = new float[72];
    float[] uv = new float[48];
    int[] triangles = new int[36];
    for (int i = 0; i < 6; i++) {
      face(faces[i], i, p, uv, triangles);
    }
    return Mesh.of(p, uv, triangles, material);
  }

  private static void face(float[] f, int i, float[] p, float[] uv, int[] triangles) {
    for (int k = 0; k < 4; k++) {
      int right = k & 1;
      int down = k >> 1;
      for (int e = 0; e < 3; e++) {
        p[12 * i + 3 * k + e] = f[e] + right * f[3 + e] + down * f[6 + e];
      }
      uv[8 * i + 2 * k] = right * (Math.abs(f[3]) + Math.abs(f[5]));
      uv[8 * i + 2 * k + 1] = down * (Math.abs(f[7]) + Math.abs(f[8]));
    }
    int[] two = Grid.triangles(2, 2);
    for (int k = 0; k < 6; k++) {
      triangles[6 * i + k] = 4 * i + two[k];
    }
  }

  /** Something round about an upright axis. */
  static Mesh turned(float x, float z, float[][] heightsAndRadii, Material material) {
    int n = heightsAndRadii.length;
    float[] p = new float[3 * n * ROUND];
    float[] uv = new float[2 * n * ROUND];
    for (int j = 0; j < n; j++) {
      float r = heightsAndRadii[j][1];
      for (int i = 0; i < ROUND; i++) {
        double a = 2 * Math.PI * i / (ROUND - 1) - Math.PI;
        int k = j * ROUND + i;
        p[3 * k] = x + r * (float) Math.sin(a);
        p[3 * k + 1] = heightsAndRadii[j][0];
        p[3 * k + 2] = z + r * (float) Math.cos(a);
        uv[2 * k] = (float) (a + Math.PI) * r;
        uv[2 * k + 1] = heightsAndRadii[0][0] - heightsAndRadii[j][0];
      }
    }
    Mesh mesh = Mesh.of(p, uv, Grid.triangles(n, ROUND), material);
    Grid.weld(mesh.normals(), n, ROUND);
    return mesh;
  }

  /** An upright cylinder with a lid. */
  static Mesh cylinder(float x, float z, float y0, float y1, float r, Material material) {
    float[][] outline = {{y1, 0.01f}, {y1, r - 0.5f}, {y1 - 0.5f, r}, {y0, r}};
    return turned(x, z, outline, material);
  }

  /** A ball, flattened or drawn out. */
  static Mesh ball(float x, float y, float z, float r, float tall, Material material) {
    int n = 13;
    float[][] outline = new float[n][];
    for (int j = 0; j < n; j++) {
      double a = Math.PI * j / (n - 1);
      outline[j] = new float[] {y + tall * (float) Math.cos(a), r * (float) Math.sin(a) + 0.01f};
    }
    return turned(x, z, outline, material);
  }
}
