package io.sightline.trainer.evaluate;

import io.sightline.contract.model.ModelException;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.data.Seeds;
import io.sightline.trainer.data.Warp;
import io.sightline.trainer.mask.Augmenter;
import io.sightline.trainer.mask.Masks;
import io.sightline.trainer.mask.Misalignment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Unit embeddings of pictures by index; null where there is no face.
 *
 * @param maskProbability of each picture; null when the model has no mask head
 */
record FaceTable(float[][] embeddings, float[] maskProbability) {
  private static final int BATCH = 32;

  /** How a crop is changed before it is embedded; a function of its arguments alone. */
  @FunctionalInterface
  interface Look {
    /** As it is. */
    Look BARE = (index, rgb112) -> rgb112;

    byte[] of(int index, byte[] rgb112);

    /** With a mask drawn on it. */
    static Look masked(long seed) {
      return (index, rgb112) -> Masks.wear(rgb112, seed + index);
    }

    /** And then moved as by landmarks that err, see {@link Misalignment}. */
    default Look moved(double by, long seed) {
      return (index, rgb112) -> {
        SplittableRandom random = new SplittableRandom(Seeds.mix(seed, index));
        Picture looked = Picture.crop(of(index, rgb112));
        return Warp.crop(looked, Misalignment.random(by, random)).rgb();
      };
    }
  }

  /**
   * Embeds all pictures, each found and cut once for all looks; that is done on all cores.
   *
   * @param mirrored whether the embedding of the mirrored picture is added, as the field does when
   *     it compares models; the recogniser in service does not
   * @param progress called after each picture
   * @return one for each look
   */
  static List<FaceTable> embed(
      Embedder embedder, Crops crops, List<Look> looks, boolean mirrored, Runnable progress) {
    List<Building> tables = looks.stream().map(look -> new Building(look, crops.size())).toList();
    for (int from = 0; from < crops.size(); from += BATCH) {
      int[] indices = IntStream.range(from, Math.min(from + BATCH, crops.size())).toArray();
      List<Optional<byte[]>> batch =
          Arrays.stream(indices).parallel().mapToObj(crops::crop).toList();
      for (Building table : tables) {
        table.add(embedder, from, batch, mirrored);
      }
      Arrays.stream(indices).forEach(i -> progress.run());
    }
    return tables.stream().map(Building::table).toList();
  }

  /** A table that grows. */
  private static final class Building {
    private final Look look;
    private final float[][] embeddings;
    private final float[] maskProbability;
    private boolean mask = true;

    Building(Look look, int size) {
      this.look = look;
      embeddings = new float[size][];
      maskProbability = new float[size];
    }

    void add(Embedder embedder, int from, List<Optional<byte[]>> batch, boolean mirrored) {
      int[] found =
          IntStream.range(0, batch.size()).filter(k -> batch.get(k).isPresent()).toArray();
      if (found.length == 0) {
        return;
      }
      byte[][] crops =
          Arrays.stream(found)
              .parallel()
              .mapToObj(k -> look.of(from + k, batch.get(k).orElseThrow()))
              .toArray(byte[][]::new);
      Embedder.Embedded plain = embedder.embed(crops);
      float[][] mirror =
          mirrored
              ? embedder
                  .embed(Arrays.stream(crops).map(Augmenter::mirror).toArray(byte[][]::new))
                  .embeddings()
              : new float[found.length][plain.embeddings()[0].length];
      mask &= plain.maskProbability() != null;
      for (int k = 0; k < found.length; k++) {
        int index = from + found[k];
        embeddings[index] = normalised(sum(plain.embeddings()[k], mirror[k]));
        maskProbability[index] = mask ? plain.maskProbability()[k] : 0;
      }
    }

    FaceTable table() {
      return new FaceTable(embeddings, mask ? maskProbability : null);
    }
  }

  private static float[] sum(float[] a, float[] b) {
    float[] sum = new float[a.length];
    for (int d = 0; d < sum.length; d++) {
      sum[d] = a[d] + b[d];
    }
    return sum;
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

  /** One after another. */
  static FaceTable concat(List<FaceTable> tables) {
    float[][] embeddings =
        tables.stream().flatMap(t -> Arrays.stream(t.embeddings)).toArray(float[][]::new);
    float[] mask = tables.get(0).maskProbability == null ? null : new float[embeddings.length];
    int at = 0;
    for (FaceTable table : mask == null ? List.<FaceTable>of() : tables) {
      System.arraycopy(table.maskProbability, 0, mask, at, table.maskProbability.length);
      at += table.maskProbability.length;
    }
    return new FaceTable(embeddings, mask);
  }

  /** Unit mean of faces that are there. */
  float[] mean(IntStream indices) {
    return normalised(
        indices.mapToObj(i -> embeddings[i]).reduce(FaceTable::sum).orElseThrow().clone());
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
