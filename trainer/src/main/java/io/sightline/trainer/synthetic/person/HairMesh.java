package io.sightline.trainer.synthetic.person;

import static io.sightline.trainer.synthetic.raster.Vec.bell;
import static io.sightline.trainer.synthetic.raster.Vec.mix;
import static io.sightline.trainer.synthetic.raster.Vec.smooth;

import io.sightline.trainer.synthetic.raster.Grid;
import io.sightline.trainer.synthetic.raster.Mesh;
import io.sightline.trainer.synthetic.raster.Noise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Hair as layers over the scalp, each a sheet from the crown to the hairline and, where it hangs,
 * on to its tips. The sheets thin out towards their edges, so hair grows out of the skin.
 */
final class HairMesh {
  private static final int COLUMNS = 65;
  private static final int SCALP = 26;
  private static final int HANG = 13;
  private static final int LAYERS = 3;
  private static final float AXIS_Z = -9.2f;
  // How far from the axis of the skull hair hangs, by height.
  private static final float[] HANG_Y = {4, 0, -4, -9, -13, -17, -21, -27};
  private static final float[] HANG_R = {8.0f, 8.4f, 8.6f, 8.1f, 7.9f, 9.2f, 11f, 12.2f};
  private final HeadShape shape;
  private final Growth growth;
  private final HairCut cut;
  private final int seed;
  private final float part;
  private final float[] p = new float[3];
  private final float[] edges = new float[COLUMNS];

  HairMesh(Identity id, HeadShape shape, HairCut cut, int seed) {
    this.shape = shape;
    this.cut = cut;
    this.seed = seed;
    growth = new Growth(id, shape.lines);
    part = (seed % 3 - 1) * 2.2f;
  }

  /** From the outermost in: what is hidden then costs less to draw. */
  List<Mesh> layers(float[] colour) {
    List<Mesh> layers = new ArrayList<>();
    for (int i = 0; i < COLUMNS; i++) {
      edges[i] = edge(angle(i));
    }
    // Curls need more of them.
    int step = cut.curl() > 0.4f ? 1 : 2;
    for (int layer = LAYERS - 1; layer >= 0; layer -= step) {
      layers.add(layer(layer, colour));
    }
    return layers;
  }

  private Mesh layer(int layer, float[] colour) {
    int rows = SCALP + (cut.hangs() ? HANG : 0);
    float[] out = new float[3 * rows * COLUMNS];
    float[] uv = new float[2 * rows * COLUMNS];
    float scale = cut.curl() > 0.5f ? 0.5f + 0.25f * layer : 0.55f + 0.225f * layer;
    for (int i = 0; i < COLUMNS; i++) {
      float angle = angle(i);
      scalp(i, angle, scale, out, uv);
      if (cut.hangs()) {
        hang(i, angle, scale, out, uv);
      }
    }
    int[] triangles = Grid.triangles(rows, COLUMNS);
    float[] n = Mesh.smoothNormals(out, triangles);
    Grid.weld(n, rows, COLUMNS);
    float[] open = new float[rows * COLUMNS];
    Arrays.fill(open, 0.6f + 0.2f * layer);
    HairMaterial material = new HairMaterial(colour, cut, layer, part, seed);
    return new Mesh(out, n, uv, out.clone(), open, triangles, material);
  }

  private static float angle(int column) {
    return (float) (2 * Math.PI * column / (COLUMNS - 1) - Math.PI);
  }

  private void scalp(int column, float angle, float scale, float[] out, float[] uv) {
    float end = edges[column];
    float length = end * 1.9f;
    for (int j = 0; j < SCALP; j++) {
      float t = j / (float) (SCALP - 1);
      int k = j * COLUMNS + column;
      HeadRings.point(shape.rings.ring(t * end), angle, p, 0);
      float toEdge = (1 - t) * length;
      lift(thickness(angle, toEdge) * scale, out, 3 * k);
      uv[2 * k] = across(angle);
      float free = cut.hangs() ? hanging(angle) * 3 : 0;
      uv[2 * k + 1] = Math.max(toEdge, free);
    }
  }

  /** The ring row at which the hair of a column ends on the head. */
  private float edge(float angle) {
    float over = cut.fringe() * smooth(1.15f, 0.75f, Math.abs(angle));
    over += 0.9f * Noise.plane(angle * 11, 0, seed) - 0.45f;
    float row = 0.5f;
    float step = 0.8f;
    while (step > 0.02f) {
      HeadRings.point(shape.rings.ring(row + step), angle, p, 0);
      if (p[1] > growth.hairline(Growth.angle(p[0], p[2])) - over && row < 15) {
        row += step;
      } else {
        step /= 2;
      }
    }
    return row;
  }

  private float hanging(float angle) {
    float degrees = (float) Math.toDegrees(Math.abs(angle));
    return smooth(cut.from() - 16, cut.from() + 4, degrees);
  }

  private float thickness(float angle, float toEdge) {
    float ny = (p[1] - 1.5f) / 9.5f;
    float top = smooth(0.25f, 0.85f, ny);
    float a = Math.abs(angle);
    float low = mix(cut.side(), cut.nape(), smooth(1.7f, 2.6f, a) * smooth(1, -4, p[1]));
    float t = mix(low, cut.top(), top);
    t += cut.quiff() * bell(angle / 0.8f) * bell((toEdge - 2) / 2.6f);
    float hangs = cut.hangs() ? hanging(angle) : 0;
    float taper = mix(0.12f, 1, smooth(-0.2f, 1.1f + 0.35f * t, toEdge));
    t *= mix(taper, 1, hangs);
    if (cut.flow() == HairCut.Flow.PARTED) {
      t *= 1 - 0.6f * bell((p[0] - part) / 0.7f) * top;
    }
    float clump = Noise.space(p[0] * 0.5f, p[1] * 0.5f, p[2] * 0.5f, seed);
    float frizz = Noise.space(p[0] * 1.1f, p[1] * 1.1f, p[2] * 1.1f, seed + 1);
    return t * (0.85f + 0.3f * clump) * (1 + cut.curl() * 0.6f * (frizz - 0.5f)) + 0.05f;
  }

  /** Moves the point {@link #p} out by a thickness. */
  private void lift(float by, float[] out, int at) {
    float y = p[1] - 0.5f;
    float z = p[2] + 9f;
    float l = by / (float) Math.sqrt(p[0] * p[0] + y * y + z * z + 1e-6f);
    out[at] = p[0] + p[0] * l;
    out[at + 1] = p[1] + (y < 0 ? 0.3f : 1) * y * l;
    out[at + 2] = p[2] + z * l;
  }

  private void hang(int column, float angle, float scale, float[] out, float[] uv) {
    int last = (SCALP - 1) * COLUMNS + column;
    float x = out[3 * last];
    float y = out[3 * last + 1];
    float z = out[3 * last + 2];
    float hangs = hanging(angle);
    float ragged = 1.6f * (Noise.plane(angle * 5, 3, seed) - 0.5f);
    float tip = mix(y, cut.tips() + ragged, hangs);
    float radius = (float) Math.hypot(x, z - AXIS_Z);
    for (int j = 0; j < HANG; j++) {
      float t = (j + 1) / (float) HANG;
      int k = (SCALP + j) * COLUMNS + column;
      float py = mix(y, tip, t);
      float drop = y - py;
      float wave = Noise.space(x * 0.5f, py * 0.35f, z * 0.5f, seed + 2) - 0.5f;
      float target = hangRadius(py) - 0.9f + 1.1f * scale + (0.5f + cut.curl()) * wave;
      float r = mix(radius, target, smooth(0, 3.5f, drop)) / radius;
      out[3 * k] = x * r;
      out[3 * k + 1] = py;
      out[3 * k + 2] = AXIS_Z + (z - AXIS_Z) * r;
      uv[2 * k] = uv[2 * last];
      uv[2 * k + 1] = hangs > 0.02f ? Math.min(3, (py - tip)) : 0;
    }
  }

  private static float hangRadius(float y) {
    int i = 0;
    while (i < HANG_Y.length - 2 && y < HANG_Y[i + 1]) {
      i++;
    }
    float t = Math.max(0, Math.min(1, (HANG_Y[i] - y) / (HANG_Y[i] - HANG_Y[i + 1])));
    return mix(HANG_R[i], HANG_R[i + 1], t);
  }

  /** A coordinate across the strands, cm, at the point {@link #p}. */
  private float across(float angle) {
    float around = angle * 7.5f;
    return switch (cut.flow()) {
      case RADIAL -> around;
      case PARTED -> {
        float back = smooth(1.6f, 2.3f, Math.abs(angle));
        yield mix(p[2] + 0.3f * Math.abs(p[0]), around, back) + (angle < 0 ? 40 : 0);
      }
      case BACK -> 7.5f * (float) Math.atan2(p[0], p[1] + 2);
    };
  }
}
