package io.sightline.trainer.synthetic;

import io.sightline.contract.face.AlignmentTemplate;
import io.sightline.contract.face.FaceBox;
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

  /** The upright box round the part of a picture that the crop shows. */
  static FaceBox area(Landmarks landmarks) {
    SimilarityTransform t = transform(landmarks);
    double square = t.a() * t.a() + t.b() * t.b();
    double middle = TEMPLATE.size() / 2.0;
    double dx = (middle - t.tx()) / square;
    double dy = (middle - t.ty()) / square;
    double reach = middle * (Math.abs(t.a()) + Math.abs(t.b())) / square;
    return new FaceBox(
        (float) (t.a() * dx + t.b() * dy - reach),
        (float) (t.a() * dy - t.b() * dx - reach),
        (float) (2 * reach),
        (float) (2 * reach));
  }

  static Landmarks moved(Landmarks landmarks, SimilarityTransform t) {
    List<Point> points = new ArrayList<>();
    landmarks.points().forEach(p -> points.add(t.apply(p)));
    return new Landmarks(points.get(0), points.get(1), points.get(2), points.get(3), points.get(4));
  }
}
