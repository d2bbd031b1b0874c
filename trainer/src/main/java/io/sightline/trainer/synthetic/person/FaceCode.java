package io.sightline.trainer.synthetic.person;

/**
 * A face as numbers whose distance says how different two faces are: the places of points of the
 * surface between brow and chin once size and position are taken out, in millimetres, and the
 * colour of the skin.
 */
final class FaceCode {
  private static final float[] ANGLES = {
    -1.15f, -0.85f, -0.6f, -0.42f, -0.26f, -0.1f, 0, 0.1f, 0.26f, 0.42f, 0.6f, 0.85f, 1.15f
  };
  private static final float FIRST = 5;
  private static final float LAST = 13;
  private static final int ROWS = 26;

  /** That a clear difference in colour weighs as much as this many millimetres. */
  private static final float COLOUR = 4;

  /** Mean size of a face's points about their middle, cm; codes are scaled to it. */
  private static final float SIZE = 6;

  private final float[] values;

  FaceCode(Identity id) {
    int points = ROWS * ANGLES.length;
    float[] p = new float[3 * points + 3];
    HeadRings rings = new HeadRings(id);
    Relief relief = new Relief(id, new FaceLines(id));
    for (int j = 0; j < ROWS; j++) {
      float row = FIRST + (LAST - FIRST) * j / (ROWS - 1);
      float[] ring = rings.ring(row);
      for (int i = 0; i < ANGLES.length; i++) {
        HeadShape.point(ring, row, ANGLES[i], relief, p, 3 * (j * ANGLES.length + i));
      }
    }
    normalise(p, points);
    // As heavy as all the points together, whose squares are averaged.
    for (int c = 0; c < 3; c++) {
      float tone = (float) Math.sqrt(id.skin()[c]);
      p[3 * points + c] = COLOUR * tone * (float) Math.sqrt(points);
    }
    values = p;
  }

  private static void normalise(float[] p, int points) {
    double[] middle = new double[3];
    for (int i = 0; i < 3 * points; i++) {
      middle[i % 3] += p[i] / points;
    }
    double square = 0;
    for (int i = 0; i < 3 * points; i++) {
      p[i] -= (float) middle[i % 3];
      square += p[i] * p[i] / points;
    }
    float scale = 10 * SIZE / (float) Math.sqrt(square);
    for (int i = 0; i < 3 * points; i++) {
      p[i] *= scale;
    }
  }

  /** Root mean square distance in millimetres; gives up and says infinite above {@code enough}. */
  float distance(FaceCode other, float enough) {
    int points = values.length / 3 - 1;
    float limit = enough * enough * points;
    float sum = 0;
    // Colour first: it is most often what settles it.
    for (int i = values.length - 1; i >= 0; i--) {
      float d = values[i] - other.values[i];
      sum += d * d;
      if (sum > limit) {
        return Float.POSITIVE_INFINITY;
      }
    }
    return (float) Math.sqrt(sum / points);
  }
}
