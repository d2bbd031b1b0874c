package io.sightline.trainer.synthetic;

import io.sightline.contract.face.AlignmentTemplate;
import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Point;
import io.sightline.contract.face.SimilarityTransform;
import io.sightline.trainer.data.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Cuts 112x112 crops as the recogniser's aligner does: similarity, bilinear, black border. */
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

  static Picture cut(Picture from, SimilarityTransform t) {
    int side = TEMPLATE.size();
    byte[] out = new byte[3 * side * side];
    double square = t.a() * t.a() + t.b() * t.b();
    double a = t.a() / square;
    double b = t.b() / square;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double dx = x - t.tx();
        double dy = y - t.ty();
        sample(from, (float) (a * dx + b * dy), (float) (a * dy - b * dx), out, 3 * (y * side + x));
      }
    }
    return Picture.crop(out);
  }

  private static void sample(Picture from, float x, float y, byte[] out, int k) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    float fx = x - left;
    float fy = y - top;
    for (int c = 0; c < 3; c++) {
      float upper = (1 - fx) * at(from, left, top, c) + fx * at(from, left + 1, top, c);
      float lower = (1 - fx) * at(from, left, top + 1, c) + fx * at(from, left + 1, top + 1, c);
      out[k + c] = (byte) (int) ((1 - fy) * upper + fy * lower + 0.5f);
    }
  }

  private static int at(Picture from, int x, int y, int c) {
    boolean inside = x >= 0 && y >= 0 && x < from.width() && y < from.height();
    return inside ? from.rgb()[3 * (y * from.width() + x) + c] & 0xff : 0;
  }

  static Landmarks moved(Landmarks landmarks, SimilarityTransform t) {
    List<Point> points = new ArrayList<>();
    landmarks.points().forEach(p -> points.add(t.apply(p)));
    return new Landmarks(points.get(0), points.get(1), points.get(2), points.get(3), points.get(4));
  }
}
