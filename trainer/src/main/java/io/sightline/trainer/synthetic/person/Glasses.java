package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.synthetic.person.Appearance.Eyewear;
import io.sightline.trainer.synthetic.raster.Grid;
import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Mesh;
import java.util.ArrayList;
import java.util.List;

/** Spectacles: two rims, a bridge, two temples; dark lenses for the sun. */
final class Glasses {
  private static final int POINTS = 24;
  private static final int SIDES = 6;
  private static final float[][] FRAMES = {
    {0.012f, 0.012f, 0.013f}, {0.09f, 0.04f, 0.02f}, {0.42f, 0.36f, 0.22f}, {0.03f, 0.04f, 0.09f}
  };
  private final Eyewear kind;
  private final FaceLines lines;
  private final Material frame;
  private final float ear;
  private final float half;
  private final float high;

  Glasses(Eyewear kind, HeadShape shape, int seed) {
    this.kind = kind;
    lines = shape.lines;
    int choice = Math.floorMod(seed, kind == Eyewear.SUNGLASSES ? 2 : FRAMES.length);
    float[] c = FRAMES[choice];
    frame = Material.plain(c[0], c[1], c[2], 0.35f, 40);
    ear = shape.rings.halfWidth(Ears.ROW) + 0.25f;
    half = kind == Eyewear.SUNGLASSES ? 2.7f : 2.3f;
    high = kind == Eyewear.ROUND ? 2.1f : kind == Eyewear.SUNGLASSES ? 2.1f : 1.55f;
  }

  List<Mesh> meshes() {
    float thick = kind == Eyewear.RIMLESS ? 0.06f : kind == Eyewear.SUNGLASSES ? 0.2f : 0.14f;
    List<Mesh> parts = new ArrayList<>();
    for (int side = -1; side <= 1; side += 2) {
      float[][] rim = new float[POINTS + 1][];
      for (int i = 0; i <= POINTS; i++) {
        rim[i] = rim(side, 2 * Math.PI * i / POINTS);
      }
      parts.add(tube(rim, thick));
      float x = side * (lines.eyeX + half);
      float[] hinge = on(x, 0.45f);
      parts.add(
          tube(
              new float[][] {
                hinge, {side * ear, 0.6f, hinge[2] - 2.4f}, {side * ear, 0.35f, Ears.Z + 0.4f}
              },
              thick));
      if (kind == Eyewear.SUNGLASSES) {
        parts.add(lens(rim));
      }
    }
    float inner = lines.eyeX - half;
    parts.add(tube(new float[][] {on(-inner, 0.3f), on(0, 0.5f), on(inner, 0.3f)}, thick));
    return parts;
  }

  /** A point of the curved plane in which the lenses lie. */
  private float[] on(float x, float y) {
    return new float[] {x, y - 0.2f, 1.05f - 0.032f * x * x};
  }

  private float[] rim(int side, double a) {
    double power = kind == Eyewear.ROUND ? 1 : 0.55;
    double c = Math.cos(a);
    double s = Math.sin(a);
    float x = half * (float) (Math.signum(c) * Math.pow(Math.abs(c), power));
    float y = high * (float) (Math.signum(s) * Math.pow(Math.abs(s), power));
    return on(side * lines.eyeX + x, y - 0.1f);
  }

  private Mesh lens(float[][] rim) {
    int n = rim.length;
    float[] p = new float[6 * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(rim[i], 0, p, 3 * i, 3);
      for (int e = 0; e < 3; e++) {
        p[3 * (n + i) + e] = (rim[0][e] + rim[n / 2][e]) / 2 + (e == 2 ? 0.1f : 0);
      }
    }
    Material dark = Material.plain(0.012f, 0.012f, 0.014f, 0.2f, 50);
    return Mesh.of(p, new float[4 * n], Grid.triangles(2, n), new TwoSided(dark));
  }

  private Mesh tube(float[][] way, float radius) {
    int n = way.length;
    float[] p = new float[3 * n * (SIDES + 1)];
    for (int i = 0; i < n; i++) {
      float[] a = way[Math.max(0, i - 1)];
      float[] b = way[Math.min(n - 1, i + 1)];
      boolean along = Math.abs(b[2] - a[2]) > Math.abs(b[0] - a[0]) + Math.abs(b[1] - a[1]);
      float l = (float) Math.hypot(b[0] - a[0], b[1] - a[1]) + 1e-6f;
      float ux = along ? 1 : -(b[1] - a[1]) / l;
      float uy = along ? 0 : (b[0] - a[0]) / l;
      for (int j = 0; j <= SIDES; j++) {
        double t = 2 * Math.PI * j / SIDES;
        float c = radius * (float) Math.cos(t);
        float s = radius * (float) Math.sin(t);
        int k = 3 * (i * (SIDES + 1) + j);
        p[k] = way[i][0] + ux * c;
        p[k + 1] = way[i][1] + uy * c + (along ? s : 0);
        p[k + 2] = way[i][2] + (along ? 0 : s);
      }
    }
    float[] uv = new float[2 * n * (SIDES + 1)];
    return Mesh.of(p, uv, Grid.triangles(n, SIDES + 1), new TwoSided(frame));
  }
}
