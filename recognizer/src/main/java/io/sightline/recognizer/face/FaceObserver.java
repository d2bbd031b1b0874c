package io.sightline.recognizer.face;

import io.sightline.contract.face.Quality;
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

  private record Aligned(DetectedFace face, Mat crop, Quality quality, byte[] jpeg) {}

  /** The faces of one picture, aligned and waiting to be embedded; it owns their crops. */
  public static final class Found implements AutoCloseable {
    private final String pictureId;
    private final List<Aligned> faces = new ArrayList<>();

    private Found(String pictureId) {
      this.pictureId = pictureId;
    }

    /** How many there are. */
    public int count() {
      return faces.size();
    }

    @Override
    public void close() {
      faces.forEach(face -> face.crop().close());
    }
  }

  /** Faces that one call of {@link #observe} should have, where there are as many. */
  public int fullBatch() {
    return embedder.fullBatch();
  }

  /**
   * @param pictureId the prefix of the observations' ids
   * @param picture BGR, 8 bits; not needed any more afterwards
   */
  public Found find(String pictureId, Mat picture) {
    Found found = new Found(pictureId);
    for (DetectedFace face : detector.detect(picture)) {
      if (face.landmarks().interOcular() > 0) {
        Mat crop = FaceAligner.align(picture, face.landmarks());
        Quality quality = QualityEstimator.estimate(face.landmarks(), crop);
        found.faces.add(new Aligned(face, crop, quality, Pictures.jpeg(crop)));
      }
    }
    return found;
  }

  /** The observations of each picture, in the same order; closes what was found. */
  public List<List<FaceObservation>> observe(List<Found> batch) {
    try {
      List<Mat> crops =
          batch.stream().flatMap(found -> found.faces.stream()).map(Aligned::crop).toList();
      List<FaceEmbedder.Result> results = embedder.embed(crops);
      List<List<FaceObservation>> observations = new ArrayList<>();
      int next = 0;
      for (Found found : batch) {
        List<FaceObservation> one = new ArrayList<>();
        for (Aligned face : found.faces) {
          String id = found.pictureId + "#" + one.size();
          one.add(observation(id, face, results.get(next++)));
        }
        observations.add(one);
      }
      return observations;
    } finally {
      batch.forEach(Found::close);
    }
  }

  private static FaceObservation observation(
      String id, Aligned aligned, FaceEmbedder.Result result) {
    DetectedFace face = aligned.face();
    return new FaceObservation(
        id,
        face.box(),
        face.landmarks(),
        face.score(),
        aligned.quality(),
        result.maskProbability(),
        result.embedding(),
        aligned.jpeg());
  }

  @Override
  public void close() {
    detector.close();
    embedder.close();
  }
}
