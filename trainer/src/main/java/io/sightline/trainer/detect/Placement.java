package io.sightline.trainer.detect;

import io.sightline.contract.face.Point;

/**
 * Where a picture's pixels go in a view: turned, scaled, moved. Pixel coordinates are those of
 * their corners, as boxes have them.
 *
 * @param scale factor of lengths
 * @param turn degrees, clockwise
 * @param from point of the picture
 * @param to where that point goes
 */
record Placement(double scale, double turn, Point from, Point to) {

  Point apply(Point p) {
    double a = scale * Math.cos(Math.toRadians(turn));
    double b = scale * Math.sin(Math.toRadians(turn));
    double dx = p.x() - from.x();
    double dy = p.y() - from.y();
    return new Point((float) (to.x() + a * dx - b * dy), (float) (to.y() + b * dx + a * dy));
  }

  /** With all of it moved. */
  Placement shifted(float x, float y) {
    return new Placement(scale, turn, from, new Point(to.x() + x, to.y() + y));
  }

  /**
   * The 2x3 matrix, row by row, that OpenCV warps by; it counts from the middle of pixels.
   *
   * @param shrunk factor by which the picture was shrunk before
   */
  double[] matrix(double shrunk) {
    double a = scale / shrunk * Math.cos(Math.toRadians(turn));
    double b = scale / shrunk * Math.sin(Math.toRadians(turn));
    double x = from.x() * shrunk - 0.5;
    double y = from.y() * shrunk - 0.5;
    return new double[] {a, -b, to.x() - 0.5 - a * x + b * y, b, a, to.y() - 0.5 - b * x - a * y};
  }
}
