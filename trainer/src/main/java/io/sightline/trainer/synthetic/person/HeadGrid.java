package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.synthetic.raster.Grid;

/**
 * The net of vertices that all heads share: rings from the crown down to the base of the neck,
 * dense where the face is. Column 0 and the last both lie in the middle of the back.
 */
final class HeadGrid {
  /** Rings between two neighbours of the key rings of {@link HeadRings}. */
  private static final int[] BETWEEN = {3, 3, 3, 4, 6, 9, 10, 13, 12, 12, 10, 8, 5, 3, 3, 3, 3, 2};

  private static final int FRONT = 54;
  private static final int BACK = 32;
  private static final double FRONT_ANGLE = Math.toRadians(56);

  /** Of a row: number of the key ring and the share of the way to the next. */
  static final float[] ROW = rows();

  /** Of a column: angle about the vertical, 0 in front, positive to the viewer's right. */
  static final float[] ANGLE = angles();

  static final int ROWS = ROW.length;
  static final int COLUMNS = ANGLE.length;
  static final int VERTICES = ROWS * COLUMNS;
  static final int[] TRIANGLES = Grid.triangles(ROWS, COLUMNS);

  /** A quarter of them, over the same vertices. */
  static final int[] COARSE = Grid.triangles(ROWS, COLUMNS, 2);

  private HeadGrid() {}

  private static float[] rows() {
    int n = 1;
    for (int b : BETWEEN) {
      n += b;
    }
    float[] rows = new float[n];
    int k = 0;
    for (int key = 0; key < BETWEEN.length; key++) {
      for (int i = 0; i < BETWEEN[key]; i++) {
        rows[k++] = key + i / (float) BETWEEN[key];
      }
    }
    rows[k] = BETWEEN.length;
    return rows;
  }

  private static float[] angles() {
    float[] angles = new float[FRONT + BACK + 1];
    for (int i = 0; i < angles.length; i++) {
      double side = i - (FRONT + BACK) / 2.0;
      double out = Math.abs(side) - FRONT / 2.0;
      double a =
          out <= 0
              ? FRONT_ANGLE * Math.abs(side) / (FRONT / 2.0)
              : FRONT_ANGLE + (Math.PI - FRONT_ANGLE) * out / (BACK / 2.0);
      angles[i] = (float) (side < 0 ? -a : a);
    }
    return angles;
  }
}
