package io.sightline.trainer.synthetic.raster;

import static io.sightline.trainer.synthetic.raster.Vec.least;
import static io.sightline.trainer.synthetic.raster.Vec.most;

import java.util.Arrays;

/**
 * Depth as a far light sees it, over a sphere of interest; outside it nothing is in shadow. Not
 * thread-safe while it is drawn into.
 */
public final class ShadowMap {
  private static final float EMPTY = -1e9f;
  private final int size;
  private final float[] depth;
  private final float[] m = new float[12];
  private float[] projected = new float[0];
  private float bias;

  /**
   * @param size width and height in texels
   */
  public ShadowMap(int size) {
    this.size = size;
    depth = new float[size * size];
  }

  /**
   * Empties the map.
   *
   * @param towards the light, unit
   * @param centre of the sphere, world
   * @param radius of the sphere, cm
   */
  public void begin(float[] towards, float[] centre, float radius) {
    float[] up = Math.abs(towards[1]) > 0.9f ? new float[] {1, 0, 0} : new float[] {0, 1, 0};
    float[] side = Vec.cross(up, towards);
    float[] u = Vec.unit(side[0], side[1], side[2]);
    float[][] rows = {u, Vec.cross(towards, u), towards};
    float scale = size / (2 * radius);
    for (int i = 0; i < 3; i++) {
      float k = i < 2 ? scale : 1;
      float dot = 0;
      for (int e = 0; e < 3; e++) {
        m[4 * i + e] = k * rows[i][e];
        dot += rows[i][e] * centre[e];
      }
      m[4 * i + 3] = -k * dot + (i < 2 ? size / 2f : 0);
    }
    bias = 0.35f + 1.2f / scale;
    Arrays.fill(depth, EMPTY);
  }

  /** Draws what casts shadow. */
  public void draw(Mesh mesh, Transform model) {
    if (!mesh.material().castsShadow()) {
      return;
    }
    Transform all = new Transform(m).after(model);
    float[] p = mesh.positions();
    if (projected.length < p.length) {
      projected = new float[p.length * 3 / 2];
    }
    for (int i = 0; i < p.length; i += 3) {
      all.point(p[i], p[i + 1], p[i + 2], projected, i);
    }
    int[] t = mesh.triangles();
    boolean cut = mesh.material().cutOut();
    for (int k = 0; k < t.length; k += 3) {
      if (!cut || coverage(mesh, t[k], t[k + 1], t[k + 2]) > 0.5f) {
        fill(3 * t[k], 3 * t[k + 1], 3 * t[k + 2]);
      }
    }
  }

  private static float coverage(Mesh mesh, int a, int b, int c) {
    float[] uv = mesh.uv();
    float[] q = mesh.rest();
    return mesh.material()
        .coverage(
            (uv[2 * a] + uv[2 * b] + uv[2 * c]) / 3,
            (uv[2 * a + 1] + uv[2 * b + 1] + uv[2 * c + 1]) / 3,
            (q[3 * a] + q[3 * b] + q[3 * c]) / 3,
            (q[3 * a + 1] + q[3 * b + 1] + q[3 * c + 1]) / 3,
            (q[3 * a + 2] + q[3 * b + 2] + q[3 * c + 2]) / 3,
            0.5f);
  }

  private void fill(int a, int b, int c) {
    float[] s = projected;
    float x0 = s[a];
    float x1 = s[b];
    float x2 = s[c];
    int mx = (int) Math.ceil(most(0, least(x0, least(x1, x2)) - 0.5f));
    int nx = (int) Math.floor(least(size - 1f, most(x0, most(x1, x2)) - 0.5f));
    float y0 = s[a + 1];
    float y1 = s[b + 1];
    float y2 = s[c + 1];
    int my = (int) Math.ceil(most(0, least(y0, least(y1, y2)) - 0.5f));
    int ny = (int) Math.floor(least(size - 1f, most(y0, most(y1, y2)) - 0.5f));
    float area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
    if (mx > nx || my > ny || area == 0) {
      return;
    }
    float scale = 1 / area;
    float a0 = (y1 - y2) * scale;
    float a1 = (y2 - y0) * scale;
    for (int y = my; y <= ny; y++) {
      float py = y + 0.5f;
      float w0 = a0 * (mx + 0.5f - x1) + (x2 - x1) * scale * (py - y1);
      float w1 = a1 * (mx + 0.5f - x2) + (x0 - x2) * scale * (py - y2);
      for (int x = mx; x <= nx; x++, w0 += a0, w1 += a1) {
        if (w0 >= 0 && w1 >= 0 && w0 + w1 <= 1) {
          float z = s[c + 2] + (s[a + 2] - s[c + 2]) * w0 + (s[b + 2] - s[c + 2]) * w1;
          depth[y * size + x] = most(depth[y * size + x], z);
        }
      }
    }
  }

  /** Share of the light that reaches a point of the world, 0 to 1, over a soft edge. */
  public float lit(float x, float y, float z) {
    float u = m[0] * x + m[1] * y + m[2] * z + m[3] - 0.5f;
    float v = m[4] * x + m[5] * y + m[6] * z + m[7] - 0.5f;
    float d = m[8] * x + m[9] * y + m[10] * z + m[11] + bias;
    if (!(u >= 1 && v >= 1 && u < size - 2 && v < size - 2)) {
      return 1;
    }
    int ui = (int) u;
    int vi = (int) v;
    float fu = u - ui;
    float fv = v - vi;
    float sum = 0;
    for (int j = -1; j <= 2; j++) {
      float wy = j == -1 ? 1 - fv : j == 2 ? fv : 1;
      int k = (vi + j) * size + ui;
      float row = depth[k - 1] <= d ? 1 - fu : 0;
      row += depth[k] <= d ? 1 : 0;
      row += depth[k + 1] <= d ? 1 : 0;
      row += depth[k + 2] <= d ? fu : 0;
      sum += wy * row;
    }
    return sum / 9;
  }
}
