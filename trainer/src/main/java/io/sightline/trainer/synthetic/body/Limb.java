package io.sightline.trainer.synthetic.body;

import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Mesh;
import io.sightline.trainer.synthetic.raster.Vec;

/** An arm or a leg: one skin over two bones, round where they bend. Not thread-safe. */
final class Limb {
  private static final int RINGS = 19;
  private static final int COLUMNS = 17;
  private static final float ROUND = 0.16f;
  private final Tube tube = new Tube(RINGS, COLUMNS);
  private final float[][] radii;
  private final float upper;
  private final float lower;

  /**
   * @param radii by share of the length: share, width, depth in front, depth behind; half axes, cm
   */
  Limb(float[][] radii, float upper, float lower) {
    this.radii = radii;
    this.upper = upper;
    this.lower = lower;
    for (int j = 0; j < RINGS; j++) {
      float[] r = radius(j / (RINGS - 1f));
      float inner = j < 3 ? 0.72f + 0.08f * j : 0.95f;
      tube.rest(j, (upper + lower) * j / (RINGS - 1), r[1], r[2], inner);
    }
  }

  private float[] radius(float share) {
    int i = 1;
    while (i < radii.length - 1 && radii[i][0] < share) {
      i++;
    }
    float[] a = radii[i - 1];
    float[] b = radii[i];
    float t = Vec.clamp((share - a[0]) / (b[0] - a[0]), 0, 1);
    t = t * t * (3 - 2 * t);
    float[] out = new float[4];
    for (int e = 0; e < 4; e++) {
      out[e] = Vec.mix(a[e], b[e], t);
    }
    return out;
  }

  /**
   * The limb between three joints.
   *
   * @param side unit, the hinge's axis, to the viewer's right
   */
  Mesh mesh(float[] top, float[] joint, float[] end, float[] side, Material material) {
    float total = upper + lower;
    float bend = upper / total;
    float[] c = new float[3];
    float[] along = new float[3];
    for (int j = 0; j < RINGS; j++) {
      float s = j / (RINGS - 1f);
      // A straight run, a quadratic curve round the joint, a straight run.
      float t = Vec.clamp((s - bend + ROUND) / (2 * ROUND), 0, 1);
      float a = s < bend - ROUND ? s / bend : 1 - ROUND / bend;
      float b = s > bend + ROUND ? (s - bend) / (1 - bend) : ROUND / (1 - bend);
      for (int e = 0; e < 3; e++) {
        float p0 = Vec.mix(top[e], joint[e], a);
        float p2 = Vec.mix(joint[e], end[e], b);
        c[e] = Vec.mix(Vec.mix(p0, joint[e], t), Vec.mix(joint[e], p2, t), t);
        along[e] = Vec.mix(joint[e] - p0, p2 - joint[e], t);
      }
      float[] front = Vec.cross(Vec.unit(along[0], along[1], along[2]), side);
      float[] r = radius(s);
      tube.place(j, c, side, Vec.unit(front[0], front[1], front[2]), r[1], r[2], r[3]);
    }
    return tube.mesh(material);
  }
}
