package io.sightline.recognizer.face;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Point;
import io.sightline.contract.model.DetectorSpec;
import io.sightline.contract.model.ModelCard;
import io.sightline.recognizer.engine.InferenceEngine;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Finds faces in pictures. The picture is scaled to fit the network's input, put at its top left,
 * and the rest left black. Not thread-safe: it owns its buffers; several may share an engine.
 */
public final class FaceDetector implements AutoCloseable {
  private final InferenceEngine engine;
  private final ModelCard card;
  private final OutputDecoder decoder;
  private final float minScore;
  private final int minFace;
  private final Mat canvas;
  private final Blob blob;

  /**
   * @param minScore detection score to reach
   * @param minFace shorter side of the box to reach, in pixels of the picture
   */
  public FaceDetector(InferenceEngine engine, ModelCard card, float minScore, int minFace) {
    this.engine = engine;
    this.card = card;
    this.decoder =
        card.detector().decoder() == DetectorSpec.Decoder.YUNET
            ? new YunetDecoder(card)
            : new ScrfdDecoder(card);
    this.minScore = minScore;
    this.minFace = minFace;
    this.canvas = new Mat(card.input().height(), card.input().width(), CV_8UC3, new Scalar(0));
    this.blob = new Blob(card.input(), 1);
  }

  /**
   * @param picture BGR, 8 bits
   * @return the faces, best first, in the picture's pixels
   */
  public List<DetectedFace> detect(Mat picture) {
    double scale =
        Math.min((double) canvas.cols() / picture.cols(), (double) canvas.rows() / picture.rows());
    fit(picture, scale);
    return Nms.keepBest(
            decoder.decode(engine.run(blob.fill(List.of(canvas)), 1), minScore),
            card.detector().nmsIou())
        .stream()
        .map(face -> scaled(face, 1 / (float) scale))
        .filter(face -> Math.min(face.box().width(), face.box().height()) >= minFace)
        .toList();
  }

  private void fit(Mat picture, double scale) {
    try (PointerScope scope = new PointerScope()) {
      int width = Math.max(1, (int) Math.round(picture.cols() * scale));
      int height = Math.max(1, (int) Math.round(picture.rows() * scale));
      canvas.put(new Scalar(0));
      Mat part = new Mat(canvas, new Rect(0, 0, width, height));
      // Averaging is five times slower than interpolation, and only far below half the size worth
      // it.
      resize(
          picture, part, new Size(width, height), 0, 0, scale < 0.25 ? INTER_AREA : INTER_LINEAR);
    }
  }

  private static DetectedFace scaled(DetectedFace face, float by) {
    FaceBox b = face.box();
    float[] xy = new float[10];
    int i = 0;
    for (Point p : face.landmarks().points()) {
      xy[i++] = p.x() * by;
      xy[i++] = p.y() * by;
    }
    return new DetectedFace(
        new FaceBox(b.x() * by, b.y() * by, b.width() * by, b.height() * by),
        Landmarks.of(xy),
        face.score());
  }

  @Override
  public void close() {
    canvas.close();
    blob.close();
  }
}
