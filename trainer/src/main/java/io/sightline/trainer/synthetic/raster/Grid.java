package io.sightline.trainer.synthetic.raster;

/**
 * Triangles over a sheet of rows by columns; vertex {@code row * columns + column}. With rows that
 * run downwards and columns that run to the viewer's right, the front is towards the viewer.
 */
public final class Grid {

  private Grid() {}

  public static int[] triangles(int rows, int columns) {
    return triangles(rows, columns, 1);
  }

  /** Over every so many rows and columns of the same vertices, for views from afar. */
  public static int[] triangles(int rows, int columns, int step) {
    int[] t = new int[(rows - 1) / step * ((columns - 1) / step) * 6];
    int k = 0;
    for (int j = 0; j + step < rows; j += step) {
      for (int i = 0; i + step < columns; i += step) {
        int a = j * columns + i;
        int c = a + step * columns;
        t[k++] = a;
        t[k++] = c;
        t[k++] = a + step;
        t[k++] = a + step;
        t[k++] = c;
        t[k++] = c + step;
      }
    }
    return t;
  }

  /** Makes the normals of the first and the last column one, where a sheet is closed to a ring. */
  public static void weld(float[] normals, int rows, int columns) {
    for (int j = 0; j < rows; j++) {
      int a = 3 * j * columns;
      int b = a + 3 * (columns - 1);
      for (int e = 0; e < 3; e++) {
        normals[a + e] = normals[b + e] = (normals[a + e] + normals[b + e]) / 2;
      }
    }
    Mesh.normalise(normals);
  }
}
