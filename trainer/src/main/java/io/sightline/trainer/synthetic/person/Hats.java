package io.sightline.trainer.synthetic.person;

import static io.sightline.trainer.synthetic.raster.Vec.bell;
import static io.sightline.trainer.synthetic.raster.Vec.mix;
import static io.sightline.trainer.synthetic.raster.Vec.smooth;

import io.sightline.trainer.synthetic.raster.Grid;
import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Mesh;
import java.util.ArrayList;
import java.util.List;

/** Caps, beanies, and cloths and hoods that leave the face open. */
final class Hats {
  private static final int COLUMNS = 57;
  private static final int ROWS = 20;
  private static final int DRAPE_ROWS = 40;
  private final HeadShape shape;
  private final Material cloth;
  private final float[] p = new float[3];

  Hats(HeadShape shape, Material cloth) {
    this.shape = shape;
    this.cloth = cloth;
  }

  List<Mesh> cap() {
    List<Mesh> parts = new ArrayList<>();
    parts.add(crown(5.4f, 1.6f, 0.75f, 0.9f));
    parts.add(visor());
    return parts;
  }

  Mesh beanie() {
    return crown(4.3f, -0.6f, 0.95f, 1.6f);
  }

  /** A dome down to a rim, whose height is given in front and behind. */
  private Mesh crown(float front, float behind, float thick, float peak) {
    float[] out = new float[3 * ROWS * COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      float angle = angle(i);
      float rim = mix(behind, front, (1 + (float) Math.cos(angle)) / 2);
      float end = row(angle, rim);
      for (int j = 0; j < ROWS; j++) {
        float t = Math.min(1, j / (float) (ROWS - 2));
        HeadRings.point(shape.rings.ring(Math.max(0.01f, t * end)), angle, p, 0);
        // The last row turns in, so that the edge has a thickness.
        float by = j == ROWS - 1 ? 0.2f : thick + peak * smooth(0.7f, 0, t);
        lift(by, out, 3 * (j * COLUMNS + i));
      }
    }
    return sheet(out, ROWS);
  }

  private Mesh visor() {
    int rows = 7;
    int columns = 21;
    float[] out = new float[3 * rows * columns];
    float end = row(0, 5.4f);
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        float u = 2 * i / (float) (columns - 1) - 1;
        HeadRings.point(shape.rings.ring(end), 0.95f * u, p, 0);
        int k = 3 * (j * columns + i);
        float reach = 6.8f * j / (rows - 1) * (float) Math.sqrt(Math.max(0, 1 - u * u));
        lift(0.6f, out, k);
        out[k + 1] += -0.28f * reach - 0.4f * u * u;
        out[k + 2] += reach;
      }
    }
    return Mesh.of(out, flat(out), Grid.triangles(rows, columns), cloth);
  }

  /**
   * A cloth over head, ears and neck.
   *
   * @param loose how far off the head
   * @param halfWidth of the opening for the face
   * @param top of the opening
   */
  Mesh drape(float loose, float halfWidth, float top) {
    float bottom = shape.lines.chinY - 0.9f - loose;
    float middle = (top + bottom) / 2;
    float[] out = new float[3 * DRAPE_ROWS * COLUMNS];
    for (int j = 0; j < DRAPE_ROWS; j++) {
      float row = 0.05f + 17.4f * j / (DRAPE_ROWS - 1);
      for (int i = 0; i < COLUMNS; i++) {
        // From one edge of the opening round the back to the other.
        float open = opening(row, middle, (top - middle), halfWidth);
        float turn = 2 * i / (float) (COLUMNS - 1) - 1;
        float angle = turn * ((float) Math.PI - open) + (float) Math.PI;
        HeadRings.point(shape.rings.ring(row), angle, p, 0);
        float folds = 0.35f * (float) Math.sin(p[1] * 1.3f + 2 * angle) * smooth(-8, -13, p[1]);
        float neck = smooth(-7, -13, p[1]) * (1.2f + 0.6f * loose);
        float edge = smooth(0, 0.25f, 1 - Math.abs(turn));
        edge = mix(1, 0.25f + 0.75f * edge, smooth(0.1f, 0.4f, open));
        lift(loose * edge + neck + folds, out, 3 * (j * COLUMNS + i));
      }
    }
    return sheet(out, DRAPE_ROWS);
  }

  /** The angle at which a ring leaves the opening; 0 where it does not meet it. */
  private float opening(float row, float middle, float high, float wide) {
    float[] ring = shape.rings.ring(row);
    float angle = 0;
    while (angle < 1.6f) {
      HeadRings.point(ring, angle, p, 0);
      float dx = p[0] / wide;
      float dy = (p[1] - middle) / high;
      if (dx * dx + dy * dy > 1 || p[2] < -8) {
        return angle;
      }
      angle += 0.03f;
    }
    return angle;
  }

  /** A scarf in folds round the neck, up to a height. */
  Mesh scarf(float top) {
    int rows = 15;
    float[] out = new float[3 * rows * COLUMNS];
    for (int j = 0; j < rows; j++) {
      float t = j / (float) (rows - 1);
      float y = mix(top, -18, t);
      float roll = 0.8f * (float) Math.abs(Math.sin(t * Math.PI * 2.5)) - (j == 0 ? 0.9f : 0);
      for (int i = 0; i < COLUMNS; i++) {
        float angle = angle(i);
        float chin = bell(angle / 0.9f) * smooth(-14.5f, -11, y) * 3.2f;
        float slack =
            0.5f * (float) Math.sin(2 * angle + 6 * t) + 0.3f * (float) Math.sin(5 * angle);
        float r = 6.4f + 0.7f * roll + 1.6f * t + chin + slack;
        int k = 3 * (j * COLUMNS + i);
        out[k] = r * (float) Math.sin(angle);
        out[k + 1] = y + 1.2f * (1 - (float) Math.cos(angle)) * (1 - t);
        out[k + 2] = -9.5f + r * (float) Math.cos(angle);
      }
    }
    return sheet(out, rows);
  }

  private static float angle(int column) {
    return (float) (2 * Math.PI * column / (COLUMNS - 1) - Math.PI);
  }

  private float row(float angle, float y) {
    float row = 0.2f;
    do {
      row += 0.05f;
      HeadRings.point(shape.rings.ring(row), angle, p, 0);
    } while (p[1] > y && row < 12);
    return row;
  }

  private void lift(float by, float[] out, int at) {
    float y = Math.max(0, p[1] - 0.5f);
    float z = p[2] + 9;
    float l = by / (float) Math.sqrt(p[0] * p[0] + y * y + z * z + 1e-6f);
    out[at] = p[0] * (1 + l);
    out[at + 1] = p[1] + y * l;
    out[at + 2] = p[2] + z * l;
  }

  private static float[] flat(float[] p) {
    float[] uv = new float[p.length / 3 * 2];
    for (int i = 0; i < uv.length / 2; i++) {
      uv[2 * i] = p[3 * i] + 0.4f * p[3 * i + 2];
      uv[2 * i + 1] = p[3 * i + 1];
    }
    return uv;
  }

  private Mesh sheet(float[] out, int rows) {
    return Mesh.of(out, flat(out), Grid.triangles(rows, COLUMNS), cloth);
  }
}
