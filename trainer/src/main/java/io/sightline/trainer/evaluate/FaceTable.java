package io.sightline.trainer.evaluate;

import io.sightline.contract.model.ModelException;
import io.sightline.trainer.mask.Augmenter;
import io.sightline.trainer.mask.Masks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Unit embeddings of pictures by index; null where there is no face.
 *
 * @param maskProbability of each picture; null when the model has no mask head
 */
record FaceTable(float[][] embeddings, float[] maskProbability) {
  private static final int BATCH = 32;

  /** Which crop of a picture is embedded. */
  interface Source extends IntFunction<Optional<byte[]>> {}

  /** The crops, each with a mask drawn on it. */
  static Source masked(Crops crops, long seed) {
    return i -> crops.crop(i).map(rgb -> Masks.wear(rgb, seed + i));
  }

  /**
   * Embeds pictures 0 to {@code size - 1}.
   *
   * @param mirrored whether the embedding of the mirrored picture is added, as the field does when
   *     it compares models; the recogniser in service does not
   * @param progress called after each picture
   */
  static FaceTable embed(
      Embedder embedder, int size, Source source, boolean mirrored, Runnable progress) {
    FaceTable table = new FaceTable(new float[size][], new float[size]);
    boolean mask = true;
    List<Integer> indices = new ArrayList<>();
    List<byte[]> batch = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int index = i;
      source
          .apply(i)
          .ifPresent(
              rgb -> {
                indices.add(index);
                batch.add(rgb);
              });
      if (!batch.isEmpty() && (batch.size() == BATCH || i == size - 1)) {
        mask &= table.add(embedder, indices, batch, mirrored);
        indices.clear();
        batch.clear();
      }
      progress.run();
    }
    return mask ? table : new FaceTable(table.embeddings, null);
  }

  /** Says whether the model told about masks. */
  private boolean add(
      Embedder embedder, List<Integer> indices, List<byte[]> batch, boolean mirrored) {
    Embedder.Embedded plain = embedder.embed(batch.toArray(byte[][]::new));
    float[][] mirror =
        mirrored
            ? embedder
                .embed(batch.stream().map(Augmenter::mirror).toArray(byte[][]::new))
                .embeddings()
            : null;
    for (int k = 0; k < indices.size(); k++) {
      float[] sum = plain.embeddings()[k].clone();
      for (int d = 0; mirrored && d < sum.length; d++) {
        sum[d] += mirror[k][d];
      }
      embeddings[indices.get(k)] = normalised(sum);
      if (plain.maskProbability() != null) {
        maskProbability[indices.get(k)] = plain.maskProbability()[k];
      }
    }
    return plain.maskProbability() != null;
  }

  private static float[] normalised(float[] v) {
    double sum = 0;
    for (float x : v) {
      sum += (double) x * x;
    }
    if (!(sum > 0) || Double.isInfinite(sum)) {
      throw new ModelException(
          "the model gave an embedding of length " + Math.sqrt(sum) + "; it is no usable model");
    }
    float scale = (float) (1 / Math.sqrt(sum));
    for (int d = 0; d < v.length; d++) {
      v[d] *= scale;
    }
    return v;
  }

  boolean has(int index) {
    return embeddings[index] != null;
  }

  /** Cosine of a picture here and one in another table; -1 when either has no face. */
  float cosine(int index, FaceTable other, int otherIndex) {
    float[] a = embeddings[index];
    float[] b = other.embeddings[otherIndex];
    if (a == null || b == null) {
      return -1;
    }
    float sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }
}
