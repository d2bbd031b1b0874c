package io.sightline.trainer.evaluate;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.sightline.contract.model.ModelBundle;
import io.sightline.recognizer.engine.InferenceEngine;
import io.sightline.recognizer.engine.OnnxRuntimeEngine;
import io.sightline.recognizer.face.DetectedFace;
import io.sightline.recognizer.face.FaceDetector;
import io.sightline.trainer.data.Picture;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** A detector with its card, run by the engine that serves it. Not thread-safe. */
public final class EngineDetector implements AutoCloseable {
  private static final int SMALLEST = 20;
  private final InferenceEngine engine;
  private final FaceDetector detector;

  /**
   * @param threads that one call may use
   * @throws io.sightline.contract.model.ModelException when the model does not load
   */
  public EngineDetector(ModelBundle model, int threads) {
    engine = new OnnxRuntimeEngine(model, threads);
    float threshold = (float) model.card().detector().scoreThreshold();
    detector = new FaceDetector(engine, model.card(), threshold, SMALLEST);
  }

  /** Faces from 20 pixels on, best first, in the picture's pixels. */
  public List<DetectedFace> detect(Picture picture) {
    try (BytePointer bytes = new BytePointer(picture.rgb());
        Mat rgb = new Mat(picture.height(), picture.width(), CV_8UC3, bytes);
        Mat bgr = new Mat()) {
      cvtColor(rgb, bgr, COLOR_RGB2BGR);
      return detector.detect(bgr);
    }
  }

  @Override
  public void close() {
    detector.close();
    engine.close();
  }
}
