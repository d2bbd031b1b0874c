package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.synthetic.raster.Transform;

/**
 * How a head is held, in degrees.
 *
 * @param yaw positive when the face looks to the right of a viewer before it
 * @param pitch positive when it looks down
 * @param roll positive when it tilts clockwise for a viewer before it
 */
public record Pose(float yaw, float pitch, float roll) {
  public static final Pose FRONT = new Pose(0, 0, 0);

  /** Head to shoulders, without the place of the neck. */
  public Transform rotation() {
    return Transform.rotationY(yaw)
        .after(Transform.rotationX(pitch))
        .after(Transform.rotationZ(roll));
  }

  /** A share of the same turn. */
  Pose part(float share) {
    return new Pose(yaw * share, pitch * share, roll * share);
  }
}
