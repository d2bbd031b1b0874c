package io.sightline.trainer.evaluate;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Detects and aligns the main face of a picture as the recogniser does. Thread-safe. */
final class EngineFaceFinder implements StoredCrops.FaceFinder, AutoCloseable {
  private static final int SMALLEST = 20;
  private final InferenceEngine engine;
  private final ModelBundle model;
  // Several pictures at a time, each on one core, are quicker than one picture on several.
  private final Queue<FaceDetector> idle = new ConcurrentLinkedQueue<>();

  EngineFaceFinder(ModelBundle model) {
    this.model = model;
    engine = new OnnxRuntimeEngine(model, 1);
  }

  @Override
  public Optional<byte[]> find(Picture picture) {
    FaceDetector free = idle.poll();
    FaceDetector detector = free == null ? newDetector() : free;
    try (BytePointer bytes = new BytePointer(picture.rgb());
        Mat rgb = new Mat(picture.height(), picture.width(), CV_8UC3, bytes);
        Mat bgr = new Mat()) {
      cvtColor(rgb, bgr, COLOR_RGB2BGR);
      Optional<byte[]> crop = find(detector, bgr);
      return crop.isPresent() ? crop : findLarge(detector, bgr);
    } finally {
      idle.add(detector);
    }
  }

  private FaceDetector newDetector() {
    float threshold = (float) model.card().detector().scoreThreshold();
    return new FaceDetector(engine, model.card(), threshold, SMALLEST);
  }

  /** A face that fills its picture is larger than detectors expect: a border makes it smaller. */
  private static Optional<byte[]> findLarge(FaceDetector detector, Mat bgr) {
    int border = Math.max(bgr.rows(), bgr.cols()) / 2;
    try (Mat framed = new Mat();
        Scalar black = new Scalar(0)) {
      copyMakeBorder(bgr, framed, border, border, border, border, BORDER_CONSTANT, black);
      return find(detector, framed);
    }
  }

  private static Optional<byte[]> find(FaceDetector detector, Mat bgr) {
    return detector.detect(bgr).stream()
        .filter(face -> face.landmarks().interOcular() > 0)
        .max(Comparator.comparingDouble(face -> prominence(face, bgr)))
        .map(face -> aligned(bgr, face));
  }

  /** Large and in the middle, as sets of single faces are cut (facenet's alignment). */
  private static double prominence(DetectedFace face, Mat picture) {
    FaceBox box = face.box();
    double dx = box.x() + box.width() / 2 - picture.cols() / 2.0;
    double dy = box.y() + box.height() / 2 - picture.rows() / 2.0;
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
    idle.forEach(FaceDetector::close);
    engine.close();
  }
}
