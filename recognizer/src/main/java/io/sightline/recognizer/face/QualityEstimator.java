package io.sightline.recognizer.face;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.meanStdDev;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.Laplacian;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Point;
import io.sightline.contract.face.Quality;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/** Says how well a face can be recognised, from its landmarks and its aligned crop. Thread-safe. */
public final class QualityEstimator {
  // An aligned face has its eyes 35 px apart: from there on more pixels do not reach the network.
  private static final float FULL_SIZE = 35;
  private static final float FULL_SHARPNESS = 300;
  private static final float USELESS_ANGLE = 75;
  // Of an average face: how far the nose's tip stands out, and where it lies between eyes and
  // mouth, both in units of
  // the distance that they are compared with.
  private static final double NOSE_DEPTH = 0.55;
  private static final double NOSE_HEIGHT = 0.55;

  private QualityEstimator() {}

  /**
   * @param crop aligned, BGR
   */
  public static Quality estimate(Landmarks landmarks, Mat crop) {
    Point eyes = middle(landmarks.leftEye(), landmarks.rightEye());
    Point mouth = middle(landmarks.leftMouth(), landmarks.rightMouth());
    float size = landmarks.interOcular();
    double roll =
        Math.atan2(
            landmarks.rightEye().y() - landmarks.leftEye().y(),
            landmarks.rightEye().x() - landmarks.leftEye().x());
    // Along and across the line between the eyes, so that roll does not matter.
    double across = Math.cos(roll);
    double down = Math.sin(roll);
    double noseX =
        (landmarks.nose().x() - eyes.x()) * across + (landmarks.nose().y() - eyes.y()) * down;
    double noseY =
        (landmarks.nose().y() - eyes.y()) * across - (landmarks.nose().x() - eyes.x()) * down;
    double mouthY = (mouth.y() - eyes.y()) * across - (mouth.x() - eyes.x()) * down;
    float yaw = angle(noseX / Math.max(1e-3, size) / NOSE_DEPTH);
    float pitch = angle((noseY / Math.max(1e-3, mouthY) - NOSE_HEIGHT) / NOSE_DEPTH);
    float sharpness = sharpness(crop);
    float score =
        Math.min(1, size / FULL_SIZE)
            * Math.min(1, sharpness / FULL_SHARPNESS)
            * Math.max(0, 1 - Math.max(Math.abs(yaw), Math.abs(pitch)) / USELESS_ANGLE);
    return new Quality(score, size, sharpness, yaw, pitch, (float) Math.toDegrees(roll));
  }

  private static Point middle(Point a, Point b) {
    return new Point((a.x() + b.x()) / 2, (a.y() + b.y()) / 2);
  }

  private static float angle(double sine) {
    return (float) Math.toDegrees(Math.asin(Math.max(-1, Math.min(1, sine))));
  }

  /**
   * Variance of the Laplacian of the grey crop: low when it is blurred, or drawn up from few
   * pixels.
   */
  private static float sharpness(Mat crop) {
    try (PointerScope scope = new PointerScope()) {
      Mat grey = new Mat();
      Mat edges = new Mat();
      cvtColor(crop, grey, COLOR_BGR2GRAY);
      Laplacian(grey, edges, CV_32F);
      Mat mean = new Mat();
      Mat deviation = new Mat();
      meanStdDev(edges, mean, deviation);
      double d = new DoublePointer(deviation.data()).get(0);
      return (float) (d * d);
    }
  }
}
