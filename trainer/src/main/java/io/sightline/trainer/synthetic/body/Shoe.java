package io.sightline.trainer.synthetic.body;

import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Mesh;
import io.sightline.trainer.synthetic.raster.Transform;

/** A shoe, in slices from heel to toe; its origin is the ankle, 8 cm above the sole. */
final class Shoe {
  private static final float SOLE = -8;
  // Forwards, half width, height of the upper above the sole.
  private static final float[][] SLICES = {
    {-6.2f, 0.5f, 3}, {-5.8f, 2.9f, 6}, {-3.5f, 3.6f, 9.5f}, {0, 3.8f, 10}, {4, 3.9f, 8.4f},
    {9, 4.6f, 6.2f}, {14, 4.8f, 4.6f}, {18, 4.1f, 3.6f}, {20.5f, 2.6f, 2.9f}, {21.4f, 0.4f, 2}
  };
  private final float scale;
  private final Tube tube = new Tube(SLICES.length, 13);

  Shoe(float scale) {
    this.scale = scale;
    for (int j = 0; j < SLICES.length; j++) {
      tube.rest(j, SLICES[j][0], SLICES[j][1], SLICES[j][2] / 2, 0.75f);
    }
  }

  float scale() {
    return scale;
  }

  /**
   * @param pitch toes up, degrees; on tiptoe the sole bends at the ball of the foot
   */
  Mesh mesh(Transform foot, float pitch, Material material) {
    float bend = (float) Math.sin(Math.toRadians(Math.max(0, -pitch)));
    float[] side = new float[3];
    float[] up = new float[3];
    float[] c = new float[3];
    foot.direction(1, 0, 0, side, 0);
    foot.direction(0, 1, 0, up, 0);
    for (int j = 0; j < SLICES.length; j++) {
      float[] s = SLICES[j];
      float past = Math.max(0, s[0] - 13);
      float toe = past * Math.max(0.12f, bend);
      float middle = 1.6f;
      foot.point(0, scale * (SOLE + middle + toe), scale * s[0], c, 0);
      tube.place(
          j, c, side, up, scale * s[1], scale * (s[2] - middle), scale * (middle - past * 0.06f));
    }
    return tube.mesh(material);
  }
}
