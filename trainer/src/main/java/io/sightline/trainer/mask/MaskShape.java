package io.sightline.trainer.mask;

/**
 * The surface of a mask on an average head (see {@link FaceProjection} for the coordinates), as a
 * sheet with u from -1 (left edge) to 1 (right edge) and v from 0 (top) to 1 (bottom).
 *
 * @param middle y and z of the profile at u = 0, at equal steps of v
 * @param side distance from the middle, y and z of the edge at u = 1, at equal steps of v
 * @param ridge 0 for a round cross-section, 1 for two flat halves that meet in a fold
 * @param nose how much the nose stands out under the sheet, in pixels
 * @param dip how early the top edge falls from the nose to the cheeks
 */
record MaskShape(double[][] middle, double[][] side, double ridge, double nose, double dip) {
  private static final MaskShape SURGICAL =
      new MaskShape(
          new double[][] {{61, 9}, {74, 20}, {90, 18}, {107, 13}, {120, 4}},
          new double[][] {
            {37, 69, -20}, {37.5, 80, -22}, {36, 90, -22}, {34, 99, -20}, {31, 106, -17}
          },
          0.1,
          4,
          0.75);

  private static final MaskShape N95 =
      new MaskShape(
          new double[][] {{60, 8}, {71, 24}, {88, 30}, {105, 22}, {119, 3}},
          new double[][] {
            {33, 66, -12}, {34.5, 78, -16}, {35, 89, -17}, {33, 102, -14}, {28, 113, -9}
          },
          0,
          2,
          0.8);

  private static final MaskShape KN95 =
      new MaskShape(
          new double[][] {{58, 8}, {72, 26}, {88, 32}, {105, 22}, {119, 2}},
          new double[][] {
            {36, 66, -16}, {38, 76, -22}, {38, 87, -23}, {35, 100, -19}, {30, 112, -12}
          },
          0.85,
          1,
          0.9);

  private static final MaskShape CLOTH =
      new MaskShape(
          new double[][] {{60, 8}, {74, 21}, {90, 19}, {107, 15}, {121, 1}},
          new double[][] {
            {36, 70, -18}, {38, 78, -22}, {37, 88, -23}, {35, 98, -20}, {31, 107, -16}
          },
          0.3,
          3,
          0.8);

  static MaskShape of(MaskType type) {
    return switch (type) {
      case SURGICAL -> SURGICAL;
      case N95 -> N95;
      case KN95 -> KN95;
      case CLOTH -> CLOTH;
    };
  }

  /** The head point of (u, v). */
  double[] point(double u, double v, FacePose pose) {
    double[] m = along(middle, v);
    double[] s = along(side, v);
    double t = Math.abs(u);
    double across = (1 - ridge) * Math.sin(t * Math.PI / 2) + ridge * t;
    double round = (1 - ridge) * Math.cos(t * Math.PI / 2) + ridge * (1 - t);
    double y = m[0] + (s[1] - m[0]) * Math.pow(t, 2 * dip);
    double bump = nose * Math.exp(-u * u / 0.03) * Math.max(0, 1 - Math.abs(v - 0.18) / 0.25);
    double z = s[2] + (m[1] - s[2]) * round + bump;
    // Only what lies below the nose grows with the length of the face.
    double below = Math.max(0, y - 75);
    return new double[] {
      56 + Math.signum(u) * across * s[0] * pose.width(), y + below * (pose.length() - 1), z
    };
  }

  /** Catmull-Rom through points at equal steps. */
  private static double[] along(double[][] points, double v) {
    double at = Math.min(0.999999, Math.max(0, v)) * (points.length - 1);
    int i = (int) at;
    double f = at - i;
    double[] p0 = points[Math.max(0, i - 1)];
    double[] p1 = points[i];
    double[] p2 = points[i + 1];
    double[] p3 = points[Math.min(points.length - 1, i + 2)];
    double[] p = new double[p1.length];
    for (int k = 0; k < p.length; k++) {
      double c1 = p2[k] - p0[k];
      double c2 = 2 * p0[k] - 5 * p1[k] + 4 * p2[k] - p3[k];
      double c3 = 3 * p1[k] - 3 * p2[k] + p3[k] - p0[k];
      p[k] = p1[k] + 0.5 * f * (c1 + f * (c2 + f * c3));
    }
    return p;
  }
}
