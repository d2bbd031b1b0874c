package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.synthetic.person.Appearance.Beard;
import io.sightline.trainer.synthetic.raster.Grid;
import io.sightline.trainer.synthetic.raster.Mesh;
import io.sightline.trainer.synthetic.raster.Vec;
import java.util.Arrays;

/** A beard as a coat on the lower face, as thick as it grows there. */
final class BeardMesh {
  private static final int TOP = row(9.6f);
  private static final int BOTTOM = row(15.6f);
  private static final HairCut CURL =
      new HairCut(1, 1, 1, 0, 0, 90, 180, HairCut.Flow.RADIAL, 0.45f);

  /** Distance from the beard's edge, as {@link HairMaterial} takes it, where none grows. */
  private static final float BARE = -0.5f;

  private BeardMesh() {}

  private static int row(float at) {
    int j = 0;
    while (HeadGrid.ROW[j] < at) {
      j++;
    }
    return j;
  }

  /**
   * @param layer 0 the inner, 1 the outer with gaps
   */
  static Mesh of(Identity id, Appearance looks, HeadShape shape, int layer) {
    Beard beard = looks.beard();
    Growth growth = new Growth(id, shape.lines);
    int rows = BOTTOM - TOP;
    int first = TOP * HeadGrid.COLUMNS;
    int count = rows * HeadGrid.COLUMNS;
    float[] p = Arrays.copyOfRange(shape.positions, 3 * first, 3 * (first + count));
    float[] uv = new float[2 * count];
    float length = Beards.length(beard) * (0.55f + 0.45f * layer);
    for (int k = 0; k < count; k++) {
      float ax = Math.abs(p[3 * k]);
      float y = p[3 * k + 1];
      float z = p[3 * k + 2];
      float dense = Beards.density(beard, growth, shape.lines, ax, y, z);
      float chin = 0.45f + 0.55f * Vec.smooth(-4.5f, -0.5f, z);
      float by = length * dense * chin;
      for (int e = 0; e < 3; e++) {
        p[3 * k + e] += shape.normals[3 * (first + k) + e] * by;
      }
      p[3 * k + 1] -= 0.5f * by;
      uv[2 * k] = p[3 * k] * 1.2f + z * 0.8f;
      uv[2 * k + 1] = dense * 1.6f + BARE;
    }
    int[] triangles = grown(Grid.triangles(rows, HeadGrid.COLUMNS), uv);
    float[] open = new float[count];
    Arrays.fill(open, 0.65f + 0.15f * layer);
    HairMaterial hair = new HairMaterial(looks.hair().colour(), CURL, layer, 0, id.grain());
    return new Mesh(p, Mesh.smoothNormals(p, triangles), uv, p.clone(), open, triangles, hair);
  }

  /** Only the triangles on which something grows. */
  private static int[] grown(int[] all, float[] uv) {
    int[] kept = new int[all.length];
    int n = 0;
    for (int t = 0; t < all.length; t += 3) {
      float most = Math.max(uv[2 * all[t] + 1], uv[2 * all[t + 1] + 1]);
      if (Math.max(most, uv[2 * all[t + 2] + 1]) > BARE) {
        System.arraycopy(all, t, kept, n, 3);
        n += 3;
      }
    }
    return Arrays.copyOf(kept, n);
  }
}
