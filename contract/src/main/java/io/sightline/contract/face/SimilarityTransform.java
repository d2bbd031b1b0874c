package io.sightline.contract.face;

import java.util.List;

/**
 * Rotation, uniform scale and translation of the plane, without reflection: {@code x' = a x - b y +
 * tx}, {@code y' = b x + a y + ty}.
 */
public record SimilarityTransform(double a, double b, double tx, double ty) {
  /** Leaves everything where it is. */
  public static final SimilarityTransform NONE = new SimilarityTransform(1, 0, 0, 0);

  /**
   * The least-squares transform from one point set to another (S. Umeyama, "Least-squares
   * estimation of transformation parameters between two point patterns", PAMI 1991; in the plane it
   * has this closed form).
   *
   * @throws IllegalArgumentException when the sets differ in size or all source points coincide
   */
  public static SimilarityTransform estimate(List<Point> from, List<Point> to) {
    int n = from.size();
    if (n != to.size() || n < 2) {
      throw new IllegalArgumentException(
          "need two equally long point lists, got " + n + " and " + to.size());
    }
    double fx = from.stream().mapToDouble(Point::x).average().orElseThrow();
    double fy = from.stream().mapToDouble(Point::y).average().orElseThrow();
    double gx = to.stream().mapToDouble(Point::x).average().orElseThrow();
    double gy = to.stream().mapToDouble(Point::y).average().orElseThrow();
    double spread = 0;
    double dot = 0;
    double cross = 0;
    for (int i = 0; i < n; i++) {
      double px = from.get(i).x() - fx;
      double py = from.get(i).y() - fy;
      double qx = to.get(i).x() - gx;
      double qy = to.get(i).y() - gy;
      spread += px * px + py * py;
      dot += px * qx + py * qy;
      cross += px * qy - py * qx;
    }
    if (!(spread > 1e-9)) {
      throw new IllegalArgumentException("the source points coincide");
    }
    double a = dot / spread;
    double b = cross / spread;
    return new SimilarityTransform(a, b, gx - a * fx + b * fy, gy - b * fx - a * fy);
  }

  public Point apply(Point p) {
    return new Point((float) (a * p.x() - b * p.y() + tx), (float) (b * p.x() + a * p.y() + ty));
  }

  /** Pixels of the target for one pixel of the source. */
  public double scale() {
    return Math.hypot(a, b);
  }

  /** Takes points of the target back to the source. */
  public SimilarityTransform inverse() {
    double square = a * a + b * b;
    double p = a / square;
    double q = -b / square;
    return new SimilarityTransform(p, q, q * ty - p * tx, -q * tx - p * ty);
  }

  /** The 2x3 matrix, row by row, as OpenCV's {@code warpAffine} takes it (source to target). */
  public double[] matrix() {
    return new double[] {a, -b, tx, b, a, ty};
  }
}
