package io.sightline.trainer.evaluate;

import io.sightline.contract.model.ModelBundle;
import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.VerificationSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Measures the similarity that keeps false matches below a rate, for each mask pairing, by
 * comparing every picture of a labelled set with every picture of another person: as the recogniser
 * in service compares, without mirrored pictures.
 */
public final class ThresholdTable {
  private ThresholdTable() {}

  /**
   * In the form of a model card: pairing, then rate, then cosine. Rates with fewer than ten false
   * matches in all comparisons are left out.
   *
   * @param set of persons that the model was not trained on
   * @param pictures at most so many are taken, at random: 2 000 make two million comparisons
   * @param seed of that choice and of the drawn masks
   * @param progress called for each picture
   * @throws io.sightline.trainer.data.FaceDataException when more than one picture in a hundred
   *     cannot be used; names the first
   */
  public static Map<String, Map<String, Double>> measure(
      Embedder embedder, FaceSet set, int pictures, long seed, Runnable progress) {
    int[] chosen = choose(set.size(), pictures, seed);
    int[] labels = Arrays.stream(chosen).map(set::label).toArray();
    return measure(embedder, new LabelledCrops(set, chosen), labels, seed, progress);
  }

  /**
   * The same with all the pictures that a list of pairs names: each with each of another person,
   * not only the pairs themselves.
   *
   * @param set whose pictures are named {@code person/picture}
   * @param detector for pictures that are not aligned crops; null when there are none
   */
  public static Map<String, Map<String, Double>> measure(
      Embedder embedder, VerificationSet set, ModelBundle detector, long seed, Runnable progress) {
    Map<String, Integer> persons = new HashMap<>();
    int[] labels =
        set.pictures().stream()
            .map(picture -> picture.name().replaceFirst("/[^/]*$", ""))
            .mapToInt(person -> persons.computeIfAbsent(person, p -> persons.size()))
            .toArray();
    try (EngineFaceFinder finder = detector == null ? null : new EngineFaceFinder(detector)) {
      return measure(embedder, new StoredCrops(set, finder), labels, seed, progress);
    }
  }

  private static Map<String, Map<String, Double>> measure(
      Embedder embedder, Crops crops, int[] labels, long seed, Runnable progress) {
    List<FaceTable.Look> looks = List.of(FaceTable.Look.BARE, FaceTable.Look.masked(seed));
    List<FaceTable> tables = FaceTable.embed(embedder, crops, looks, false, progress);
    FaceTable bare = tables.get(0);
    FaceTable masked = tables.get(1);
    Map<String, Map<String, Double>> table = new LinkedHashMap<>();
    table.put(MaskPairing.BARE_BARE.key(), rates(compare(bare, bare, labels)));
    table.put(MaskPairing.MASKED_BARE.key(), rates(compare(masked, bare, labels)));
    table.put(MaskPairing.MASKED_MASKED.key(), rates(compare(masked, masked, labels)));
    table.values().removeIf(Map::isEmpty);
    return table;
  }

  private static int[] choose(int size, int atMost, long seed) {
    int[] all = IntStream.range(0, size).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    int n = Math.min(size, atMost);
    for (int i = 0; i < n; i++) {
      int other = i + random.nextInt(size - i);
      int swap = all[i];
      all[i] = all[other];
      all[other] = swap;
    }
    return Arrays.copyOf(all, n);
  }

  private static ImpostorHistogram compare(FaceTable first, FaceTable second, int[] labels) {
    ImpostorHistogram histogram = new ImpostorHistogram();
    for (int i = 0; i < labels.length; i++) {
      // Masked with bare is another comparison than bare with masked.
      for (int j = first == second ? i + 1 : 0; j < labels.length; j++) {
        if (labels[i] != labels[j] && first.has(i) && second.has(j)) {
          histogram.add(first.cosine(i, second, j));
        }
      }
    }
    return histogram;
  }

  private static Map<String, Double> rates(ImpostorHistogram histogram) {
    Map<String, Double> thresholds = new LinkedHashMap<>();
    for (String rate : Rates.ALL) {
      histogram.threshold(Double.parseDouble(rate)).ifPresent(t -> thresholds.put(rate, t));
    }
    return thresholds;
  }
}
