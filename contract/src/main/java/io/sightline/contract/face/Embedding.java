package io.sightline.contract.face;

import java.util.List;
import java.util.Optional;

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
    return directionOf(space, raw)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "an embedding of space " + space + " has length " + Math.sqrt(squares(raw))));
  }

  /** The same; empty for a vector of which nothing can be said. */
  public static Optional<Embedding> directionOf(String space, float[] raw) {
    double sum = squares(raw);
    if (!(sum > 0) || Double.isInfinite(sum)) {
      return Optional.empty();
    }
    float scale = (float) (1 / Math.sqrt(sum));
    float[] unit = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      unit[i] = raw[i] * scale;
    }
    return Optional.of(new Embedding(space, unit));
  }

  /**
   * The direction of the sum of embeddings of one space and length; the first of them where they
   * cancel each other out, as no faces do.
   *
   * @param embeddings one at least
   */
  public static Embedding mean(List<Embedding> embeddings) {
    Embedding first = embeddings.get(0);
    if (embeddings.size() == 1) {
      return first;
    }
    float[] sum = new float[first.values.length];
    for (Embedding e : embeddings) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += e.values[i];
      }
    }
    return directionOf(first.space, sum).orElse(first);
  }

  private static double squares(float[] raw) {
    double sum = 0;
    for (float v : raw) {
      sum += (double) v * v;
    }
    return sum;
  }

  /** Cosine similarity in [-1, 1]. */
  public float cosine(Embedding other) {
    if (!space.equals(other.space) || values.length != other.values.length) {
      throw new IllegalArgumentException(
          "embeddings of " + space + " and " + other.space + " cannot be compared");
    }
    return dot(values, other.values);
  }

  /**
   * The sum of the products of two arrays of one length: of unit vectors, their cosine. In eight
   * sums, which a processor can add to at the same time.
   */
  public static float dot(float[] a, float[] b) {
    float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int i = 0;
    for (int end = Math.min(a.length, b.length) - 7; i < end; i += 8) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
      s4 += a[i + 4] * b[i + 4];
      s5 += a[i + 5] * b[i + 5];
      s6 += a[i + 6] * b[i + 6];
      s7 += a[i + 7] * b[i + 7];
    }
    float sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    for (; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
