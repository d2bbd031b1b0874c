package io.sightline.trainer.evaluate.detector;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Point;
import io.sightline.recognizer.face.DetectedFace;
import io.sightline.trainer.detect.LabelledPicture;
import io.sightline.trainer.synthetic.PersonTruth;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares what a detector finds with the truth, picture by picture. A find is of the face whose
 * box it overlaps most, from {@value #MATCH} on; of a face that does not count, whose box may be a
 * sliver of a profile, from {@value #LOOSE} on. Faces count that are at least 90 % visible, turned
 * by no more than 60 degrees and at least 20 pixels large; finds on others are neither right nor
 * wrong. Not thread-safe.
 */
final class DetectionScore {
  /** Lower limits of the sizes that are told apart, pixels of the picture. */
  static final int[] SIZES = {20, 30, 40, 60, 90};

  private static final double MATCH = 0.4;
  private static final double LOOSE = 0.15;
  private static final double LEAST_VISIBLE = 0.9;
  private static final double WIDEST_YAW = 60;
  private static final double WIDEST_PITCH = 50;
  private static final double LARGE = 40;

  private final int[] faces = new int[SIZES.length];
  private final int[] found = new int[SIZES.length];
  private final double[] error = new double[5];
  private int measured;
  private double overlap;
  private int right;
  private int wrong;
  private int pictures;
  private final List<String> mistakes = new ArrayList<>();

  /** One more picture. */
  void add(LabelledPicture picture, List<DetectedFace> finds) {
    pictures++;
    List<DetectedFace> left = new ArrayList<>(finds);
    for (PersonTruth truth : picture.people().stream().filter(DetectionScore::counts).toList()) {
      DetectedFace best = best(left, truth.box());
      left.remove(best);
      judge(picture, truth, best);
    }
    picture.people().stream()
        .filter(truth -> !counts(truth))
        .forEach(truth -> left.removeIf(find -> find.box().iou(truth.box()) >= LOOSE));
    for (DetectedFace stray : left) {
      wrong++;
      mistakes.add(
          String.format(
              "no face: %s, score %.2f, %s", picture.name(), stray.score(), text(stray.box())));
    }
  }

  private static boolean counts(PersonTruth t) {
    return t.visibility() >= LEAST_VISIBLE
        && Math.abs(t.yaw()) <= WIDEST_YAW
        && Math.abs(t.pitch()) <= WIDEST_PITCH
        && t.size() >= SIZES[0];
  }

  private static DetectedFace best(List<DetectedFace> finds, FaceBox box) {
    DetectedFace best = null;
    double most = MATCH;
    for (DetectedFace find : finds) {
      double iou = find.box().iou(box);
      if (iou >= most) {
        most = iou;
        best = find;
      }
    }
    return best;
  }

  private void judge(LabelledPicture picture, PersonTruth truth, DetectedFace find) {
    int size = SIZES.length - 1;
    while (truth.size() < SIZES[size]) {
      size--;
    }
    faces[size]++;
    if (find == null) {
      mistakes.add(
          String.format(
              "missed: %s, %.0f pixels, yaw %.0f, pitch %.0f, %s, %s",
              picture.name(),
              truth.size(),
              truth.yaw(),
              truth.pitch(),
              truth.mask(),
              text(truth.box())));
      return;
    }
    found[size]++;
    right++;
    if (truth.size() >= LARGE) {
      measure(find.landmarks(), truth);
      overlap += find.box().iou(truth.box());
    }
  }

  /** In distances between the eyes, as they would be seen from the front. */
  private void measure(Landmarks told, PersonTruth truth) {
    double unit = truth.eyeDistance();
    for (int i = 0; i < 5; i++) {
      Point a = told.points().get(i);
      Point b = truth.landmarks().points().get(i);
      error[i] += a.distance(b) / unit;
    }
    measured++;
  }

  private static String text(FaceBox b) {
    return String.format("at %.0f,%.0f %.0fx%.0f", b.x(), b.y(), b.width(), b.height());
  }

  /**
   * The figures; means and shares of nothing are NaN.
   *
   * @param faces that count, by size
   * @param found of them
   * @param right finds on faces that count
   * @param wrong finds where no face is
   * @param overlap mean intersection over union, faces from 40 pixels
   * @param landmarks mean distance of each landmark from the truth in distances between the eyes,
   *     faces from 40 pixels
   */
  record Result(
      int pictures,
      int[] faces,
      int[] found,
      int right,
      int wrong,
      double overlap,
      double[] landmarks,
      List<String> mistakes) {

    double precision() {
      return right / (double) (right + wrong);
    }

    /** Of faces of a size and larger. */
    double recall(int from) {
      return found(from) / (double) faces(from);
    }

    int faces(int from) {
      return sum(faces, from);
    }

    int found(int from) {
      return sum(found, from);
    }

    private static int sum(int[] of, int from) {
      int sum = 0;
      for (int s = 0; s < SIZES.length; s++) {
        sum += SIZES[s] >= from ? of[s] : 0;
      }
      return sum;
    }

    double landmarkError() {
      return java.util.Arrays.stream(landmarks).average().orElse(Double.NaN);
    }
  }

  Result result() {
    double[] mean = java.util.Arrays.stream(error).map(e -> e / measured).toArray();
    return new Result(pictures, faces, found, right, wrong, overlap / measured, mean, mistakes);
  }
}
