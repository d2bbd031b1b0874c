package io.sightline.recognizer.face;

import io.sightline.contract.face.Quality;
import io.sightline.contract.wire.FaceObservation;
import io.sightline.recognizer.face.StageTimes.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures to face observations: detect, align, embed. The faces of a whole batch of pictures share
 * the embedder's calls. Not thread-safe.
 */
public final class FaceObserver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FaceObserver.class);

  private final FaceDetector detector;
  private final FaceEmbedder embedder;
  private final StageTimes times;

  public FaceObserver(FaceDetector detector, FaceEmbedder embedder) {
    this(detector, embedder, new StageTimes());
  }

  /**
   * @param times added to
   */
  FaceObserver(FaceDetector detector, FaceEmbedder embedder, StageTimes times) {
    this.detector = detector;
    this.embedder = embedder;
    this.times = times;
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
   * @param encoded JPEG or PNG
   * @throws PictureException when the bytes are no picture, or one too large
   */
  public Found find(String pictureId, byte[] encoded) throws PictureException {
    long start = System.nanoTime();
    try (OpenPicture picture = detector.pictures().open(encoded)) {
      times.add(Stage.DECODE, start);
      return find(pictureId, picture);
    }
  }

  /**
   * @param pictureId the prefix of the observations' ids
   * @param picture BGR, 8 bits; not needed any more afterwards
   */
  public Found find(String pictureId, Mat picture) {
    try (OpenPicture open = detector.pictures().open(picture)) {
      return find(pictureId, open);
    }
  }

  private Found find(String pictureId, OpenPicture picture) {
    long start = System.nanoTime();
    List<DetectedFace> faces =
        detector.detect(picture).stream().filter(DetectedFace::usable).toList();
    start = times.add(Stage.DETECT, start);
    List<Mat> crops = picture.crops(faces.stream().map(DetectedFace::landmarks).toList());
    start = times.add(Stage.CROP, start);
    Found found = new Found(pictureId);
    for (int i = 0; i < faces.size(); i++) {
      Mat crop = crops.get(i);
      Quality quality = QualityEstimator.estimate(faces.get(i).landmarks(), crop);
      found.faces.add(new Aligned(faces.get(i), crop, quality, Pictures.jpeg(crop)));
    }
    times.add(Stage.JUDGE, start);
    return found;
  }

  /** The observations of each picture, in the same order; closes what was found. */
  public List<List<FaceObservation>> observe(List<Found> batch) {
    try {
      List<Mat> crops =
          batch.stream().flatMap(found -> found.faces.stream()).map(Aligned::crop).toList();
      long start = System.nanoTime();
      List<Optional<FaceEmbedder.Result>> results = embedder.embed(crops);
      times.add(Stage.EMBED, start);
      List<List<FaceObservation>> observations = new ArrayList<>();
      int next = 0;
      for (Found found : batch) {
        List<FaceObservation> one = new ArrayList<>();
        for (Aligned face : found.faces) {
          String id = found.pictureId + "#" + one.size();
          results
              .get(next++)
              .ifPresentOrElse(
                  result -> one.add(observation(id, face, result)),
                  () -> LOG.warn("{}: a face is left out, the recogniser overflows", id));
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
