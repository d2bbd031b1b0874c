package io.sightline.recognizer.face;

import io.sightline.contract.wire.FaceObservation;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Pictures to face observations: detect, align, embed. The faces of a whole batch of pictures share
 * the embedder's calls. Not thread-safe.
 */
public final class FaceObserver implements AutoCloseable {
  private final FaceDetector detector;
  private final FaceEmbedder embedder;

  public FaceObserver(FaceDetector detector, FaceEmbedder embedder) {
    this.detector = detector;
    this.embedder = embedder;
  }

  /** The faces of one picture, aligned and waiting to be embedded; it owns their crops. */
  public record Found(String pictureId, List<DetectedFace> faces, List<Mat> crops)
      implements AutoCloseable {

    @Override
    public void close() {
      crops.forEach(Mat::close);
    }
  }

  /**
   * @param pictureId the prefix of the observations' ids
   * @param picture BGR, 8 bits; not needed any more afterwards
   */
  public Found find(String pictureId, Mat picture) {
    List<DetectedFace> faces = new ArrayList<>();
    List<Mat> crops = new ArrayList<>();
    for (DetectedFace face : detector.detect(picture)) {
      if (face.landmarks().interOcular() > 0) {
        faces.add(face);
        crops.add(FaceAligner.align(picture, face.landmarks()));
      }
    }
    return new Found(pictureId, faces, crops);
  }

  /** The observations of each picture, in the same order; closes what was found. */
  public List<List<FaceObservation>> observe(List<Found> batch) {
    try {
      List<Mat> crops = batch.stream().flatMap(found -> found.crops().stream()).toList();
      List<FaceEmbedder.Result> results = embedder.embed(crops);
      List<List<FaceObservation>> observations = new ArrayList<>();
      int next = 0;
      for (Found found : batch) {
        List<FaceObservation> one = new ArrayList<>();
        for (int i = 0; i < found.faces().size(); i++) {
          one.add(observation(found, i, results.get(next++)));
        }
        observations.add(one);
      }
      return observations;
    } finally {
      batch.forEach(Found::close);
    }
  }

  private static FaceObservation observation(Found found, int i, FaceEmbedder.Result result) {
    DetectedFace face = found.faces().get(i);
    Mat crop = found.crops().get(i);
    return new FaceObservation(
        found.pictureId() + "#" + i,
        face.box(),
        face.landmarks(),
        face.score(),
        QualityEstimator.estimate(face.landmarks(), crop),
        result.maskProbability(),
        result.embedding(),
        Pictures.jpeg(crop));
  }

  @Override
  public void close() {
    detector.close();
    embedder.close();
  }
}
