package io.sightline.trainer.synthetic.body;

import io.sightline.trainer.synthetic.raster.Grid;
import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Mesh;
import java.util.Arrays;

/**
 * A surface of rings one below the other, each an ellipse about a centre. Texture coordinates are
 * cm round and along it; at rest it hangs straight, so that creases stay where they are when it
 * bends. Not thread-safe.
 */
final class Tube {
  private final int rings;
  private final int columns;
  private final float[] sin;
  private final float[] cos;
  private final int[] triangles;
  private final float[] uv;
  private final float[] rest;
  private final float[] open;
  private float[] p;

  /**
   * @param columns points round it, the last on the first
   */
  Tube(int rings, int columns) {
    this.rings = rings;
    this.columns = columns;
    sin = new float[columns];
    cos = new float[columns];
    for (int i = 0; i < columns; i++) {
      double a = 2 * Math.PI * i / (columns - 1) - Math.PI;
      sin[i] = (float) Math.sin(a);
      cos[i] = (float) Math.cos(a);
    }
    triangles = Grid.triangles(rings, columns);
    uv = new float[2 * rings * columns];
    rest = new float[3 * rings * columns];
    open = new float[rings * columns];
    Arrays.fill(open, 1);
    p = new float[3 * rings * columns];
  }

  int rings() {
    return rings;
  }

  /**
   * Sets a ring as it is at rest.
   *
   * @param along cm from the top
   * @param occlusion share of the surroundings that it sees
   */
  void rest(int ring, float along, float wide, float deep, float occlusion) {
    for (int i = 0; i < columns; i++) {
      int k = ring * columns + i;
      rest[3 * k] = wide * sin[i];
      rest[3 * k + 1] = -along;
      rest[3 * k + 2] = deep * cos[i];
      uv[2 * k] = (wide + deep) / 2 * (float) (2 * Math.PI * i / (columns - 1));
      uv[2 * k + 1] = along;
      open[k] = occlusion;
    }
  }

  /**
   * Sets a ring as it is now.
   *
   * @param centre three numbers
   * @param side unit, to the viewer's right when the tube hangs before them
   * @param front unit, towards that viewer
   * @param back depth behind the centre; {@code deep} is that before it
   */
  void place(
      int ring, float[] centre, float[] side, float[] front, float wide, float deep, float back) {
    for (int i = 0; i < columns; i++) {
      int k = 3 * (ring * columns + i);
      float s = wide * sin[i];
      float c = (cos[i] > 0 ? deep : back) * cos[i];
      for (int e = 0; e < 3; e++) {
        p[k + e] = centre[e] + s * side[e] + c * front[e];
      }
    }
  }

  /** The surface as it was placed; the next one is placed into new arrays. */
  Mesh mesh(Material material) {
    float[] placed = p;
    p = new float[placed.length];
    float[] normals = Mesh.smoothNormals(placed, triangles);
    Grid.weld(normals, rings, columns);
    return new Mesh(placed, normals, uv, rest, open, triangles, material);
  }
}
