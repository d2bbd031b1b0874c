package io.sightline.trainer.mask;

import io.sightline.contract.face.AlignmentTemplate;
import io.sightline.contract.face.Point;
import io.sightline.contract.face.SimilarityTransform;
import java.util.ArrayList;
import java.util.List;

/**
 * Where points of an average head lie in an aligned crop. Head coordinates are those of the crop of
 * a face that looks straight ahead (pixels of 112, x to the right, y down), with z towards the
 * viewer from the plane of the eyes. The head is turned, seen from afar, and aligned by its five
 * landmarks as the crop was.
 */
final class FaceProjection {
  // Depths of nose tip and mouth corners in front of the eyes: 28 mm and 6 mm of a head whose eyes
  // are 63 mm apart, drawn 35 px apart.
  private static final double[] DEPTH = {0, 0, 16, 3.5, 3.5};

  private final double cosYaw;
  private final double sinYaw;
  private final double cosPitch;
  private final double sinPitch;
  private final SimilarityTransform align;

  FaceProjection(FacePose pose) {
    cosYaw = Math.cos(pose.yaw());
    sinYaw = Math.sin(pose.yaw());
    cosPitch = Math.cos(pose.pitch());
    sinPitch = Math.sin(pose.pitch());
    List<Point> template = AlignmentTemplate.ARCFACE_112.landmarks().points();
    List<Point> turned = new ArrayList<>();
    for (int i = 0; i < template.size(); i++) {
      double[] p = turn(template.get(i).x(), template.get(i).y(), DEPTH[i]);
      turned.add(new Point((float) p[0], (float) p[1]));
    }
    align = SimilarityTransform.estimate(turned, template);
  }

  /** Turns about the middle of the face in the plane of the eyes. */
  double[] turn(double x, double y, double z) {
    double dx = x - 56;
    double dy = y - 72;
    double x1 = cosYaw * dx + sinYaw * z;
    double z1 = cosYaw * z - sinYaw * dx;
    return new double[] {
      56 + x1, 72 + cosPitch * dy + sinPitch * z1, cosPitch * z1 - sinPitch * dy
    };
  }

  /** Crop pixels of a head point; the third number is its depth towards the viewer. */
  double[] project(double[] head) {
    double[] p = turn(head[0], head[1], head[2]);
    double x = align.a() * p[0] - align.b() * p[1] + align.tx();
    p[1] = align.b() * p[0] + align.a() * p[1] + align.ty();
    p[0] = x;
    return p;
  }
}
