package io.sightline.recognizer.sighting;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.wire.FaceObservation;
import io.sightline.contract.wire.MaskState;
import java.util.OptionalDouble;

/**
 * What a track's observations add up to.
 *
 * @param sum of all embeddings, weighted by quality
 * @param weight that they have together
 * @param maskSum of the mask probabilities
 * @param maskVotes how many observations had one
 */
record Evidence(float[] sum, float weight, float maskSum, int maskVotes) {
  /** A face of no quality at all still says something. */
  private static final float MIN_WEIGHT = 0.01f;

  /** How far from 1 the square of a unit vector's length may be. */
  private static final float UNIT = 0.01f;

  /**
   * @param size of an embedding
   */
  static Evidence none(int size) {
    return new Evidence(new float[size], 0, 0, 0);
  }

  /**
   * @throws IllegalArgumentException when the face's embedding is no unit vector
   */
  Evidence with(FaceObservation face) {
    float added = Math.max(MIN_WEIGHT, face.quality().score());
    float[] grown = sum.clone();
    float[] values = face.embedding().values();
    for (int i = 0; i < grown.length; i++) {
      grown[i] += added * values[i];
    }
    float squares = Embedding.dot(values, values);
    if (!(Math.abs(squares - 1) < UNIT)) {
      throw new IllegalArgumentException(
          "face " + face.id() + " has an embedding of length " + Math.sqrt(squares));
    }
    OptionalDouble mask = face.maskProbability();
    return new Evidence(
        grown,
        weight + added,
        maskSum + (float) mask.orElse(0),
        maskVotes + (mask.isPresent() ? 1 : 0));
  }

  /** By the mean of the probabilities. */
  MaskState mask() {
    return MaskState.of(
        maskVotes == 0 ? OptionalDouble.empty() : OptionalDouble.of(maskSum / maskVotes));
  }

  /** Cosine of the mean and a face of the same space. */
  float similarity(Embedding face) {
    float squares = Embedding.dot(sum, sum);
    return squares == 0 ? 0 : (float) (Embedding.dot(sum, face.values()) / Math.sqrt(squares));
  }
}
