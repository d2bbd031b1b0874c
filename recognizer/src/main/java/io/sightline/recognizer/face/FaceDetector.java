package io.sightline.recognizer.face;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Point;
import io.sightline.contract.model.DetectorSpec;
import io.sightline.contract.model.ModelCard;
import io.sightline.recognizer.engine.InferenceEngine;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Finds faces in pictures, each scaled into the network's input as {@link Fit} says. Not
 * thread-safe: it owns its buffers; several may share an engine.
 */
public final class FaceDetector implements AutoCloseable {
  private final PictureOpener pictures;
  private final ModelCard card;
  private final OutputDecoder decoder;
  private final float minScore;
  private final int minFace;

  /**
   * Pictures are prepared by OpenCV.
   *
   * @param minScore detection score to reach
   * @param minFace shorter side of the box to reach, in pixels of the picture
   */
  public FaceDetector(InferenceEngine engine, ModelCard card, float minScore, int minFace) {
    this(new HostPictures(engine, card.input()), card, minScore, minFace);
  }

  /**
   * @param pictures for this detector's network; closed with it
   */
  FaceDetector(PictureOpener pictures, ModelCard card, float minScore, int minFace) {
    this.pictures = pictures;
    this.card = card;
    this.decoder =
        card.detector().decoder() == DetectorSpec.Decoder.YUNET
            ? new YunetDecoder(card)
            : new ScrfdDecoder(card);
    this.minScore = minScore;
    this.minFace = minFace;
  }

  /** What opens the pictures that this detector looks at. */
  PictureOpener pictures() {
    return pictures;
  }

  /**
   * @param picture BGR, 8 bits
   * @return the faces, best first, in the picture's pixels
   */
  public List<DetectedFace> detect(Mat picture) {
    try (OpenPicture open = pictures.open(picture)) {
      return detect(open);
    }
  }

  /** The faces, best first, in the picture's pixels. */
  List<DetectedFace> detect(OpenPicture picture) {
    Fit fit = Fit.of(picture.width(), picture.height(), card.input());
    return Nms.keepBest(decoder.decode(picture.detect(fit), minScore), card.detector().nmsIou())
        .stream()
        .map(face -> scaled(face, 1 / (float) fit.scale()))
        .filter(face -> Math.min(face.box().width(), face.box().height()) >= minFace)
        .toList();
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
    pictures.close();
  }
}
