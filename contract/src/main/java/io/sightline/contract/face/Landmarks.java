package io.sightline.contract.face;

import java.util.List;

/**
 * The five landmarks of a face, in frame pixels. Left and right are the picture's, not the
 * person's: {@code leftEye} is the eye with the smaller x in an upright frontal face.
 */
public record Landmarks(
    Point leftEye, Point rightEye, Point nose, Point leftMouth, Point rightMouth) {

  /** In the order that detectors and alignment templates use. */
  public List<Point> points() {
    return List.of(leftEye, rightEye, nose, leftMouth, rightMouth);
  }

  /** From ten numbers: x, y of each landmark in the order of {@link #points()}. */
  public static Landmarks of(float... xy) {
    if (xy.length != 10) {
      throw new IllegalArgumentException("landmarks need 10 numbers, got " + xy.length);
    }
    return new Landmarks(
        new Point(xy[0], xy[1]),
        new Point(xy[2], xy[3]),
        new Point(xy[4], xy[5]),
        new Point(xy[6], xy[7]),
        new Point(xy[8], xy[9]));
  }

  /** Distance between the eyes in pixels. */
  public float interOcular() {
    return leftEye.distance(rightEye);
  }
}
