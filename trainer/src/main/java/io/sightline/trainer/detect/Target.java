package io.sightline.trainer.detect;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Point;
import io.sightline.trainer.synthetic.PersonTruth;

/**
 * A face in a picture to learn from, in that picture's pixels.
 *
 * @param counted whether it is to be found; where it is not, finding it is neither right nor wrong
 */
record Target(FaceBox box, Landmarks landmarks, boolean counted) {
  private static final double LEAST_VISIBLE = 0.5;
  private static final double WIDEST_YAW = 80;
  private static final double WIDEST_PITCH = 55;

  /** Smaller faces, in the network's pixels, are neither asked for nor forbidden. */
  private static final double SMALLEST = 7;

  /** As the truth tells it, seen by a network that gets the picture as it is. */
  static Target of(PersonTruth truth) {
    boolean counted =
        truth.visibility() >= LEAST_VISIBLE
            && Math.abs(truth.yaw()) <= WIDEST_YAW
            && Math.abs(truth.pitch()) <= WIDEST_PITCH;
    return new Target(truth.box(), truth.landmarks(), counted);
  }

  /** Geometric mean of the box's sides. */
  double size() {
    return Math.sqrt(box.area());
  }

  Point middle() {
    return new Point(box.x() + box.width() / 2, box.y() + box.height() / 2);
  }

  /**
   * After the picture was changed by a similarity: the box keeps its shape about the new middle.
   */
  Target moved(Placement placement) {
    float[] xy = new float[10];
    int i = 0;
    for (Point p : landmarks.points()) {
      Point there = placement.apply(p);
      xy[i++] = there.x();
      xy[i++] = there.y();
    }
    Point centre = placement.apply(middle());
    float width = (float) (box.width() * placement.scale());
    float height = (float) (box.height() * placement.scale());
    FaceBox there = new FaceBox(centre.x() - width / 2, centre.y() - height / 2, width, height);
    boolean large = Math.sqrt(there.area()) >= SMALLEST;
    return new Target(there, Landmarks.of(xy), counted && large);
  }

  /** Seen in a mirror, in a picture of this width: left and right change their places. */
  Target mirrored(int width) {
    Landmarks l = landmarks;
    FaceBox there = new FaceBox(width - box.x() - box.width(), box.y(), box.width(), box.height());
    return new Target(
        there,
        new Landmarks(
            mirrored(l.rightEye(), width),
            mirrored(l.leftEye(), width),
            mirrored(l.nose(), width),
            mirrored(l.rightMouth(), width),
            mirrored(l.leftMouth(), width)),
        counted);
  }

  private static Point mirrored(Point p, int width) {
    return new Point(width - p.x(), p.y());
  }

  /** What a window shows of it: null for nothing; not counted when much is outside. */
  Target within(FaceBox window) {
    float left = Math.max(box.x(), window.x());
    float top = Math.max(box.y(), window.y());
    float right = Math.min(box.x() + box.width(), window.x() + window.width());
    float bottom = Math.min(box.y() + box.height(), window.y() + window.height());
    if (right <= left || bottom <= top) {
      return null;
    }
    float inside = (right - left) * (bottom - top);
    if (inside >= 0.6 * box.area()) {
      return this;
    }
    return new Target(new FaceBox(left, top, right - left, bottom - top), landmarks, false);
  }
}
