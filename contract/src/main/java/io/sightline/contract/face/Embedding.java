package io.sightline.contract.face;

/**
 * A face as a unit vector, and the embedding space (model id) it lives in. Embeddings of different
 * spaces are never compared. The array is not copied: treat it as immutable.
 *
 * @param space id of the model that made it
 * @param values L2-normalised, as long as the model's card says
 */
public record Embedding(String space, float[] values) {

  /**
   * Scales a raw model output to length one. A zero or non-finite vector is refused: nothing can be
   * said of it.
   */
  public static Embedding normalised(String space, float[] raw) {
    double sum = 0;
    for (float v : raw) {
      sum += (double) v * v;
    }
    if (!(sum > 0) || Double.isInfinite(sum)) {
      throw new IllegalArgumentException(
          "an embedding of space " + space + " has length " + Math.sqrt(sum));
    }
    float scale = (float) (1 / Math.sqrt(sum));
    float[] unit = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      unit[i] = raw[i] * scale;
    }
    return new Embedding(space, unit);
  }

  /** Cosine similarity in [-1, 1]. */
  public float cosine(Embedding other) {
    if (!space.equals(other.space) || values.length != other.values.length) {
      throw new IllegalArgumentException(
          "embeddings of " + space + " and " + other.space + " cannot be compared");
    }
    float sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * other.values[i];
    }
    return sum;
  }
}
