package io.sightline.trainer.mask;

/**
 * How the face in an aligned crop is turned, and how its lower half differs from the average.
 *
 * @param yaw radians; positive when it looks to the picture's right
 * @param pitch radians; positive when it looks down
 * @param width of the face against the average
 * @param length from nose to chin against the average
 */
public record FacePose(double yaw, double pitch, double width, double length) {
  /** Straight ahead, average. */
  static final FacePose FRONT = new FacePose(0, 0, 1, 1);
}
