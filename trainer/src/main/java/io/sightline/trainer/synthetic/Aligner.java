package io.sightline.trainer.synthetic;

import io.sightline.contract.face.AlignmentTemplate;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Point;
import io.sightline.contract.face.SimilarityTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Where 112x112 crops are cut, as the recogniser's aligner does it. */
final class Aligner {
  private static final AlignmentTemplate TEMPLATE = AlignmentTemplate.ARCFACE_112;

  private Aligner() {}

  /**
   * Landmarks as a detector would find them.
   *
   * @param sigma of the error of each coordinate, pixels
   */
  static Landmarks jitter(Landmarks truth, double sigma, SplittableRandom random) {
    List<Point> points = truth.points();
    float[] xy = new float[10];
    for (int i = 0; i < 5; i++) {
      xy[2 * i] = points.get(i).x() + (float) (sigma * random.nextGaussian());
      xy[2 * i + 1] = points.get(i).y() + (float) (sigma * random.nextGaussian());
    }
    return Landmarks.of(xy);
  }

  static SimilarityTransform transform(Landmarks landmarks) {
    return TEMPLATE.align(landmarks);
  }

  static Landmarks moved(Landmarks landmarks, SimilarityTransform t) {
    List<Point> points = new ArrayList<>();
    landmarks.points().forEach(p -> points.add(t.apply(p)));
    return new Landmarks(points.get(0), points.get(1), points.get(2), points.get(3), points.get(4));
  }
}
