package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.synthetic.raster.Transform;
import io.sightline.trainer.synthetic.raster.Vec;

/** Turns the head on the shoulders; the neck follows the less, the lower it is. */
final class Neck {
  private static final int STEPS = 32;
  private static final float PIVOT_Y = -9.5f;
  private static final float PIVOT_Z = -9.5f;
  private static final float TOP = -10.5f;
  private static final float BOTTOM = -19;
  private final Transform[] turns = new Transform[STEPS + 1];

  Neck(Pose pose) {
    for (int i = 0; i <= STEPS; i++) {
      turns[i] = pose.part(i / (float) STEPS).rotation().about(0, PIVOT_Y, PIVOT_Z);
    }
  }

  /** How the head itself is turned and moved. */
  Transform head() {
    return turns[STEPS];
  }

  /** Moves points in place, and normals if there are any, by where the points are at rest. */
  void bend(float[] rest, float[] positions, float[] normals) {
    for (int i = 0; i < positions.length; i += 3) {
      // The chin is low but in front: it goes with the head.
      float y = rest[i + 1] + 0.3f * Math.max(0, rest[i + 2] + 9);
      Transform turn = turns[(int) (Vec.smooth(BOTTOM, TOP, y) * STEPS + 0.5f)];
      turn.point(positions[i], positions[i + 1], positions[i + 2], positions, i);
      if (normals != null) {
        turn.direction(normals[i], normals[i + 1], normals[i + 2], normals, i);
      }
    }
  }
}
