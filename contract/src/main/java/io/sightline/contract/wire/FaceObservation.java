package io.sightline.contract.wire;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Quality;
import java.util.OptionalDouble;

/**
 * One face found in one picture.
 *
 * @param id frame id, {@code #} and the face's place in the frame: the same when the frame is
 *     recognised again
 * @param detectionScore 0 to 1
 * @param maskProbability probability that a face mask is worn; empty when the model has no mask
 *     head
 * @param crop aligned 112x112 JPEG; not copied, treat as immutable
 */
public record FaceObservation(
    String id,
    FaceBox box,
    Landmarks landmarks,
    float detectionScore,
    Quality quality,
    OptionalDouble maskProbability,
    Embedding embedding,
    byte[] crop,
    Unknown unknown) {

  public FaceObservation(
      String id,
      FaceBox box,
      Landmarks landmarks,
      float detectionScore,
      Quality quality,
      OptionalDouble maskProbability,
      Embedding embedding,
      byte[] crop) {
    this(
        id,
        box,
        landmarks,
        detectionScore,
        quality,
        maskProbability,
        embedding,
        crop,
        Unknown.NONE);
  }
}
