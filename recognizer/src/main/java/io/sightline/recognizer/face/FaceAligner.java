package io.sightline.recognizer.face;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.sightline.contract.face.AlignmentTemplate;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.SimilarityTransform;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Cuts the aligned crop out of a picture: similarity transform of the landmarks, bilinear, black
 * border. Thread-safe.
 */
public final class FaceAligner {
  private static final AlignmentTemplate TEMPLATE = AlignmentTemplate.ARCFACE_112;

  private FaceAligner() {}

  /** From the pixels of the landmarks' picture to those of the crop. */
  static SimilarityTransform transform(Landmarks landmarks) {
    return TEMPLATE.align(landmarks);
  }

  /** Width and height of a crop. */
  static int size() {
    return TEMPLATE.size();
  }

  /**
   * @param picture BGR, 8 bits
   * @return the 112x112 crop, for the caller to close
   * @throws IllegalArgumentException when the landmarks coincide
   */
  public static Mat align(Mat picture, Landmarks landmarks) {
    double[] matrix = transform(landmarks).matrix();
    Mat crop = new Mat();
    try (PointerScope scope = new PointerScope()) {
      Mat transform = new Mat(2, 3, CV_64F, new DoublePointer(matrix));
      Size size = new Size(TEMPLATE.size(), TEMPLATE.size());
      warpAffine(picture, crop, transform, size, INTER_LINEAR, BORDER_CONSTANT, new Scalar(0));
    }
    return crop;
  }
}
