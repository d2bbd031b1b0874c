package io.sightline.trainer.evaluate;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.model.ModelBundle;
import io.sightline.recognizer.engine.InferenceEngine;
import io.sightline.recognizer.engine.OnnxRuntimeEngine;
import io.sightline.recognizer.face.DetectedFace;
import io.sightline.recognizer.face.FaceAligner;
import io.sightline.recognizer.face.FaceDetector;
import io.sightline.trainer.data.Picture;
import java.util.Comparator;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Detects and aligns the main face of a picture as the recogniser does. Not thread-safe. */
final class EngineFaceFinder implements StoredCrops.FaceFinder, AutoCloseable {
  private static final int SMALLEST = 20;
  private final InferenceEngine engine;
  private final FaceDetector detector;

  EngineFaceFinder(ModelBundle model, int threads) {
    engine = new OnnxRuntimeEngine(model, threads);
    float threshold = (float) model.card().detector().scoreThreshold();
    detector = new FaceDetector(engine, model.card(), threshold, SMALLEST);
  }

  @Override
  public Optional<byte[]> find(Picture picture) {
    try (BytePointer bytes = new BytePointer(picture.rgb());
        Mat rgb = new Mat(picture.height(), picture.width(), CV_8UC3, bytes);
        Mat bgr = new Mat()) {
      cvtColor(rgb, bgr, COLOR_RGB2BGR);
      return detector.detect(bgr).stream()
          .filter(face -> face.landmarks().interOcular() > 0)
          .max(Comparator.comparingDouble(face -> prominence(face, picture)))
          .map(face -> aligned(bgr, face));
    }
  }

  /** Large and in the middle, as sets of single faces are cut (facenet's alignment). */
  private static double prominence(DetectedFace face, Picture picture) {
    FaceBox box = face.box();
    double dx = box.x() + box.width() / 2 - picture.width() / 2.0;
    double dy = box.y() + box.height() / 2 - picture.height() / 2.0;
    return box.area() - 2 * (dx * dx + dy * dy);
  }

  private static byte[] aligned(Mat bgr, DetectedFace face) {
    try (Mat crop = FaceAligner.align(bgr, face.landmarks());
        Mat rgb = new Mat()) {
      cvtColor(crop, rgb, COLOR_BGR2RGB);
      byte[] bytes = new byte[112 * 112 * 3];
      rgb.data().get(bytes);
      return bytes;
    }
  }

  @Override
  public void close() {
    detector.close();
    engine.close();
  }
}
