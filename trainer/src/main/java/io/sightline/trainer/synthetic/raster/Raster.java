package io.sightline.trainer.synthetic.raster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Draws meshes into a picture by depth, with four samples a pixel, and shades what is seen once a
 * pixel and mesh. Usage: {@link #begin}, paint a background into {@link #rgb} if wanted, then any
 * number of times {@link #draw} some meshes and {@link #resolve} them in their light. Depth
 * outlives resolving, so what is drawn later may go behind. Not thread-safe; buffers are kept for
 * the next picture.
 */
public final class Raster {
  /** Samples a pixel. */
  public static final int SAMPLES = 4;

  private static final float NEAR = 4;
  private static final float BRIGHTEST = 6;
  private static final int DRAWS = 2047;
  private final int width;
  private final int height;
  private final float[] depth;
  private final int[] owner;
  private final float[] rgb;
  private final List<Drawn> drawn = new ArrayList<>();
  private final TriangleFiller filler;
  private final Fragment fragment = new Fragment();
  private final float[] shade = new float[3];
  private final float[] mixed = new float[3];
  private Camera camera;
  private float[] screen = new float[0];

  public Raster(int width, int height) {
    this.width = width;
    this.height = height;
    depth = new float[SAMPLES * width * height];
    owner = new int[SAMPLES * width * height];
    rgb = new float[3 * width * height];
    filler = new TriangleFiller(width, height, depth, owner);
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** The picture, row by row, linear RGB. */
  public float[] rgb() {
    return rgb;
  }

  /** One over the distance in cm, {@link #SAMPLES} a pixel, 0 where nothing is. */
  public float[] depth() {
    return depth;
  }

  /** Forgets all depth and what was drawn; colours stay. The camera's picture is this large. */
  public void begin(Camera view) {
    if (view.width() != width || view.height() != height) {
      throw new IllegalArgumentException(
          "a camera of " + view.width() + "x" + view.height() + " for " + width + "x" + height);
    }
    camera = view;
    drawn.clear();
    Arrays.fill(depth, 0);
    Arrays.fill(owner, -1);
    filler.clean();
  }

  /**
   * Draws a mesh.
   *
   * @param model mesh to world; rotation, translation and uniform scale
   */
  public void draw(Mesh mesh, Transform model) {
    if (drawn.size() > DRAWS) {
      throw new IllegalStateException("more than " + DRAWS + " meshes before resolve");
    }
    Transform toCamera = camera.fromWorld().after(model);
    project(mesh, toCamera);
    filler.mesh(mesh, drawn.size() * Mesh.LIMIT, camera.focal());
    drawn.add(new Drawn(mesh, model, camera, toCamera.inverse()));
    int[] t = mesh.triangles();
    float[] s = screen;
    for (int k = 0; k < t.length; k += 3) {
      int a = 3 * t[k];
      int b = 3 * t[k + 1];
      int c = 3 * t[k + 2];
      if (s[a + 2] > 0 && s[b + 2] > 0 && s[c + 2] > 0) {
        filler.corner(0, s[a], s[a + 1], s[a + 2]);
        filler.corner(1, s[b], s[b + 1], s[b + 2]);
        filler.corner(2, s[c], s[c + 1], s[c + 2]);
        filler.fill(k);
      } else if (s[a + 2] > 0 || s[b + 2] > 0 || s[c + 2] > 0) {
        clipped(mesh.positions(), toCamera, new int[] {a, b, c}, k);
      }
    }
  }

  /** x and y in pixels and one over the depth; 0 for what is too near. */
  private void project(Mesh mesh, Transform toCamera) {
    float[] p = mesh.positions();
    if (screen.length < p.length) {
      screen = new float[p.length * 3 / 2];
    }
    float[] s = screen;
    float[] m = toCamera.m();
    float f = camera.focal();
    for (int i = 0; i < p.length; i += 3) {
      float x = p[i];
      float y = p[i + 1];
      float z = p[i + 2];
      float w = m[8] * x + m[9] * y + m[10] * z + m[11];
      if (w < NEAR) {
        s[i + 2] = 0;
        continue;
      }
      float inverse = 1 / w;
      s[i] = camera.cx() + f * inverse * (m[0] * x + m[1] * y + m[2] * z + m[3]);
      s[i + 1] = camera.cy() + f * inverse * (m[4] * x + m[5] * y + m[6] * z + m[7]);
      s[i + 2] = inverse;
    }
  }

  /** A triangle that reaches behind the near plane: what is before it, as one triangle or two. */
  private void clipped(float[] p, Transform toCamera, int[] corners, int triangle) {
    float[] in = new float[9];
    for (int i = 0; i < 3; i++) {
      toCamera.point(p[corners[i]], p[corners[i] + 1], p[corners[i] + 2], in, 3 * i);
    }
    float[] out = new float[12];
    int n = 0;
    for (int i = 0; i < 3; i++) {
      int j = 3 * ((i + 1) % 3);
      if (in[3 * i + 2] >= NEAR) {
        System.arraycopy(in, 3 * i, out, 3 * n++, 3);
      }
      if (in[3 * i + 2] >= NEAR != in[j + 2] >= NEAR) {
        float t = (NEAR - in[3 * i + 2]) / (in[j + 2] - in[3 * i + 2]);
        for (int e = 0; e < 3; e++) {
          out[3 * n + e] = Vec.mix(in[3 * i + e], in[j + e], t);
        }
        n++;
      }
    }
    for (int i = 2; i < n; i++) {
      int[] fan = {0, 3 * (i - 1), 3 * i};
      for (int e = 0; e < 3; e++) {
        float inverse = 1 / out[fan[e] + 2];
        filler.corner(
            e,
            camera.cx() + camera.focal() * out[fan[e]] * inverse,
            camera.cy() + camera.focal() * out[fan[e] + 1] * inverse,
            inverse);
      }
      filler.fill(triangle);
    }
  }

  /** Shades all that was drawn since the last time and is seen, over what the picture holds. */
  public void resolve(Lighting lighting) {
    for (int y = filler.top(); y <= filler.bottom(); y++) {
      for (int x = filler.left(); x <= filler.right(); x++) {
        pixel(x, y, lighting);
      }
    }
    filler.clean();
    drawn.clear();
  }

  private void pixel(int x, int y, Lighting lighting) {
    int k = SAMPLES * (y * width + x);
    if ((owner[k] & owner[k + 1] & owner[k + 2] & owner[k + 3]) < 0) {
      return;
    }
    int p = k / SAMPLES * 3;
    int mesh = owner[k] >> Mesh.BITS;
    if (owner[k + 1] >> Mesh.BITS == mesh
        && owner[k + 2] >> Mesh.BITS == mesh
        && owner[k + 3] >> Mesh.BITS == mesh) {
      // Seen whole, a mesh is shaded in the pixel's middle; else where a sample met it.
      shade(owner[k], x + 0.5f, y + 0.5f, lighting);
      System.arraycopy(shade, 0, rgb, p, 3);
    } else {
      mix(x, y, lighting);
    }
    Arrays.fill(owner, k, k + SAMPLES, -1);
  }

  /** A pixel that several meshes share. */
  private void mix(int x, int y, Lighting lighting) {
    int k = SAMPLES * (y * width + x);
    int p = k / SAMPLES * 3;
    Arrays.fill(mixed, 0);
    int rest = (1 << SAMPLES) - 1;
    for (int s = 0; s < SAMPLES; s++) {
      if ((rest >> s & 1) != 0) {
        int alike = alike(k, s);
        rest &= ~alike;
        float share = Integer.bitCount(alike) / (float) SAMPLES;
        if (owner[k + s] < 0) {
          mix(share, rgb[p], rgb[p + 1], rgb[p + 2]);
        } else {
          float dx = TriangleFiller.SAMPLE_X[s];
          float dy = TriangleFiller.SAMPLE_Y[s];
          shade(owner[k + s], x + dx, y + dy, lighting);
          mix(share, shade[0], shade[1], shade[2]);
        }
      }
    }
    System.arraycopy(mixed, 0, rgb, p, 3);
  }

  private void shade(int id, float x, float y, Lighting lighting) {
    drawn.get(id >> Mesh.BITS).visit(id & Mesh.LIMIT - 1, x, y, fragment);
    lighting.light(fragment, shade);
    for (int c = 0; c < 3; c++) {
      shade[c] = Math.min(BRIGHTEST, shade[c]);
    }
  }

  /** A bit for each sample of the pixel at {@code k} that shows the same mesh as one of them. */
  private int alike(int k, int sample) {
    int mesh = owner[k + sample] >> Mesh.BITS;
    int bits = 0;
    for (int s = 0; s < SAMPLES; s++) {
      bits |= owner[k + s] >> Mesh.BITS == mesh ? 1 << s : 0;
    }
    return bits;
  }

  private void mix(float share, float r, float g, float b) {
    mixed[0] += share * r;
    mixed[1] += share * g;
    mixed[2] += share * b;
  }

  /**
   * Whether something drawn stands clearly before a point.
   *
   * @param distance of the point from the camera's plane, cm
   * @param slack how much nearer it must be to count, cm
   */
  public boolean hides(float px, float py, float distance, float slack) {
    int x = (int) Math.floor(px);
    int y = (int) Math.floor(py);
    if (x < 0 || y < 0 || x >= width || y >= height) {
      return true;
    }
    float limit = 1 / Math.max(NEAR, distance - slack);
    int k = SAMPLES * (y * width + x);
    int n = 0;
    for (int s = 0; s < SAMPLES; s++) {
      n += depth[k + s] > limit ? 1 : 0;
    }
    return 2 * n > SAMPLES;
  }
}
