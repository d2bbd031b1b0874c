package io.sightline.trainer.synthetic.body;

import io.sightline.trainer.synthetic.raster.Transform;
import io.sightline.trainer.synthetic.raster.Vec;

/** Bends the trunk from the hips, which go with the pelvis, up to the chest. */
final class Spine {
  private static final float Z = -11.5f;
  private final Transform pelvis;
  private final Stance stance;
  private final float low;
  private final float high;
  private final Transform chest;

  Spine(Figure figure, Transform pelvis, Stance stance) {
    this.pelvis = pelvis;
    this.stance = stance;
    low = figure.y(-72);
    high = figure.y(-34);
    chest = bent(1);
  }

  Transform chest() {
    return chest;
  }

  /** For what lies so high. */
  Transform at(float y) {
    return y >= high ? chest : bent(Vec.smooth(low, high, y));
  }

  private Transform bent(float share) {
    Transform bend =
        Transform.rotationY(share * stance.chestTurn())
            .after(Transform.rotationZ(share * stance.chestTilt()))
            .after(Transform.rotationX(share * stance.lean()))
            .about(0, (low + high) / 2, Z);
    return pelvis.after(bend);
  }
}
