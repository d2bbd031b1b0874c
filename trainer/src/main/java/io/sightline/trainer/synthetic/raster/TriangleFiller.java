package io.sightline.trainer.synthetic.raster;

import static io.sightline.trainer.synthetic.raster.Vec.least;
import static io.sightline.trainer.synthetic.raster.Vec.most;

/** Writes triangles into the depth buffer of a {@link Raster}, sample by sample. */
final class TriangleFiller {
  /** A rotated grid: no two samples share a row or a column. */
  static final float[] SAMPLE_X = {0.375f, 0.875f, 0.125f, 0.625f};

  static final float[] SAMPLE_Y = {0.125f, 0.375f, 0.625f, 0.875f};
  private final int width;
  private final int height;
  private final float[] depth;
  private final int[] owner;
  private final float[] x = new float[3];
  private final float[] y = new float[3];
  private final float[] inverse = new float[3];
  private final float[] offset0 = new float[4];
  private final float[] offset1 = new float[4];
  private final float[] offsetZ = new float[4];
  // Coverage found last at each pixel, and for which mesh and side: small triangles share pixels.
  private final int[] sieved;
  private final float[] covered;
  private int sieve;
  private int side;
  private Mesh mesh;
  private boolean cutOut;
  private boolean twoSided;
  private int firstId;
  private float focal;
  private int left;
  private int right;
  private int top;
  private int bottom;

  TriangleFiller(int width, int height, float[] depth, int[] owner) {
    this.width = width;
    this.height = height;
    this.depth = depth;
    this.owner = owner;
    sieved = new int[width * height];
    covered = new float[width * height];
  }

  /** Nothing touched. */
  void clean() {
    left = width;
    top = height;
    right = -1;
    bottom = -1;
  }

  int left() {
    return left;
  }

  int right() {
    return right;
  }

  int top() {
    return top;
  }

  int bottom() {
    return bottom;
  }

  void mesh(Mesh next, int id, float focalLength) {
    mesh = next;
    firstId = id;
    focal = focalLength;
    sieve += 2;
    cutOut = next.material().cutOut();
    twoSided = next.material().twoSided();
  }

  /** A corner of the next triangle: pixels, and one over the depth. */
  void corner(int i, float px, float py, float inverseDepth) {
    x[i] = px;
    y[i] = py;
    inverse[i] = inverseDepth;
  }

  /** Fills the triangle; its number in the mesh is that of its first corner. */
  void fill(int triangle) {
    float x0 = x[0];
    float x1 = x[1];
    float x2 = x[2];
    float y0 = y[0];
    float y1 = y[1];
    float y2 = y[2];
    float area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
    if (area == 0 || area > 0 && !twoSided) {
      return;
    }
    side = area < 0 ? 0 : 1;
    int mx = (int) Math.ceil(most(0, least(x0, least(x1, x2)) - 0.875f));
    int nx = (int) Math.floor(least(width - 1f, most(x0, most(x1, x2)) - 0.125f));
    if (mx > nx) {
      return;
    }
    int my = (int) Math.ceil(most(0, least(y0, least(y1, y2)) - 0.875f));
    int ny = (int) Math.floor(least(height - 1f, most(y0, most(y1, y2)) - 0.125f));
    if (my > ny) {
      return;
    }
    left = Math.min(left, mx);
    right = Math.max(right, nx);
    top = Math.min(top, my);
    bottom = Math.max(bottom, ny);
    scan(triangle, 1 / area, mx, nx, my, ny);
  }

  private void scan(int triangle, float scale, int mx, int nx, int my, int ny) {
    float a0 = (y[1] - y[2]) * scale;
    float b0 = (x[2] - x[1]) * scale;
    float a1 = (y[2] - y[0]) * scale;
    float b1 = (x[0] - x[2]) * scale;
    float i0 = inverse[0] - inverse[2];
    float i1 = inverse[1] - inverse[2];
    float most0 = -Float.MAX_VALUE;
    float most1 = -Float.MAX_VALUE;
    float least = Float.MAX_VALUE;
    for (int s = 0; s < 4; s++) {
      offset0[s] = SAMPLE_X[s] * a0 + SAMPLE_Y[s] * b0;
      offset1[s] = SAMPLE_X[s] * a1 + SAMPLE_Y[s] * b1;
      offsetZ[s] = i0 * offset0[s] + i1 * offset1[s];
      most0 = most(most0, offset0[s]);
      most1 = most(most1, offset1[s]);
      least = least(least, offset0[s] + offset1[s]);
    }
    for (int py = my; py <= ny; py++) {
      float w0 = a0 * (mx - x[1]) + b0 * (py - y[1]);
      float w1 = a1 * (mx - x[2]) + b1 * (py - y[2]);
      boolean within = false;
      for (int px = mx; px <= nx; px++, w0 += a0, w1 += a1) {
        if (w0 + most0 < 0 || w1 + most1 < 0 || w0 + w1 + least > 1) {
          if (within) {
            break;
          }
          continue;
        }
        within = true;
        float z = inverse[2] + i0 * w0 + i1 * w1;
        if (cutOut) {
          sieve(triangle, px, py, w0, w1, z);
        } else {
          solid(4 * (py * width + px), firstId + triangle, w0, w1, z);
        }
      }
    }
  }

  private void solid(int k, int id, float w0, float w1, float z) {
    for (int s = 0; s < 4; s++) {
      float u0 = w0 + offset0[s];
      float u1 = w1 + offset1[s];
      float zs = z + offsetZ[s];
      if (u0 >= 0 && u1 >= 0 && u0 + u1 <= 1 && zs > depth[k + s]) {
        depth[k + s] = zs;
        owner[k + s] = id;
      }
    }
  }

  /** As many samples pass as the material covers there; which ones, differs from pixel to pixel. */
  private void sieve(int triangle, int px, int py, float w0, float w1, float z) {
    int k = 4 * (py * width + px);
    float coverage = -1;
    float jitter = 0;
    for (int s = 0; s < 4; s++) {
      float u0 = w0 + offset0[s];
      float u1 = w1 + offset1[s];
      float zs = z + offsetZ[s];
      if (u0 < 0 || u1 < 0 || u0 + u1 > 1 || zs <= depth[k + s]) {
        continue;
      }
      if (coverage < 0) {
        int pixel = k / 4;
        if (sieved[pixel] != sieve + side) {
          sieved[pixel] = sieve + side;
          covered[pixel] = coverage(triangle, u0, u1, zs);
        }
        coverage = covered[pixel];
        jitter = Noise.at(px, py, 0, 1);
      }
      int turn = s + (int) (jitter * 64) & 3;
      if (coverage > (turn + jitter) / 4) {
        depth[k + s] = zs;
        owner[k + s] = firstId + triangle;
      }
    }
  }

  private float coverage(int triangle, float u0, float u1, float z) {
    float a = inverse[0] * u0 / z;
    float b = inverse[1] * u1 / z;
    float c = 1 - a - b;
    int[] t = mesh.triangles();
    int i = t[triangle];
    int j = t[triangle + 1];
    int k = t[triangle + 2];
    float[] uv = mesh.uv();
    float[] q = mesh.rest();
    // Wrong for the rare triangle cut at the near plane, whose corners these are not.
    return mesh.material()
        .coverage(
            a * uv[2 * i] + b * uv[2 * j] + c * uv[2 * k],
            a * uv[2 * i + 1] + b * uv[2 * j + 1] + c * uv[2 * k + 1],
            a * q[3 * i] + b * q[3 * j] + c * q[3 * k],
            a * q[3 * i + 1] + b * q[3 * j + 1] + c * q[3 * k + 1],
            a * q[3 * i + 2] + b * q[3 * j + 2] + c * q[3 * k + 2],
            1 / (z * focal));
  }
}
