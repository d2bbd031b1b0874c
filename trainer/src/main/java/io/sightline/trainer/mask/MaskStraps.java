package io.sightline.trainer.mask;

import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** The loops to the ears, or the bands around the head, on the sides of the face that are seen. */
final class MaskStraps {
  private static final int STEPS = 8;
  // Beyond this turn the side of the head is behind its edge (sine of the angle).
  private static final double HIDDEN = 0.2;
  private final MaskType type;
  private final UnaryOperator<double[]> place;
  private final FacePose pose;
  private final double scale;

  /**
   * @param place picture pixels of a head point
   * @param scale picture pixels for each of 112
   */
  MaskStraps(MaskType type, UnaryOperator<double[]> place, FacePose pose, double scale) {
    this.type = type;
    this.place = place;
    this.pose = pose;
    this.scale = scale;
  }

  void draw(MaskLayer layer, FaceLight light, SplittableRandom random) {
    MaskShape shape = MaskShape.of(type);
    float white = (type == MaskType.N95 ? 215 : 235) * light.gain() * 0.85f;
    float[] rgb = {white, white, white};
    double thickness = (type == MaskType.N95 ? 1.8 : 1.2) * scale;
    for (int side = -1; side <= 1; side += 2) {
      if (side * Math.sin(pose.yaw()) < HIDDEN) {
        if (type == MaskType.N95) {
          band(layer, shape.point(side * 0.9, 0.3, pose), head(side, 40, 50, -45), rgb, thickness);
          band(layer, shape.point(side * 0.93, 0.7, pose), head(side, 38, 92, -48), rgb, thickness);
        } else {
          double slack = random.nextDouble(-2, 2);
          double[] ear = head(side, 40.5, 60 + slack, -38);
          double[] lobe = head(side, 40, 80 + slack, -38);
          double top = type == MaskType.KN95 ? 0.22 : 0.1;
          double bottom = type == MaskType.KN95 ? 0.6 : type == MaskType.CLOTH ? 0.8 : 0.93;
          band(layer, shape.point(side * 0.96, top, pose), ear, rgb, thickness);
          band(layer, shape.point(side * 0.95, bottom, pose), lobe, rgb, thickness);
        }
      }
    }
  }

  private double[] head(int side, double across, double y, double z) {
    return new double[] {56 + side * across * pose.width(), y, z};
  }

  /** Bends outwards as the cheek does, and fades where hair may begin. */
  private void band(MaskLayer layer, double[] from, double[] to, float[] rgb, double thickness) {
    double[] last = place.apply(from);
    for (int i = 1; i <= STEPS; i++) {
      double t = (double) i / STEPS;
      double bulge = 2.5 * Math.signum(from[0] - 56) * t * (1 - t);
      double[] head = new double[3];
      for (int k = 0; k < 3; k++) {
        head[k] = from[k] + t * (to[k] - from[k]) + (k == 0 ? bulge : 0);
      }
      double[] next = place.apply(head);
      layer.line(last, next, thickness, rgb, fade(t - 1.0 / STEPS), fade(t));
      last = next;
    }
  }

  private static float fade(double t) {
    return (float) Math.min(1, Math.max(0, 1.7 - 1.8 * t));
  }
}
