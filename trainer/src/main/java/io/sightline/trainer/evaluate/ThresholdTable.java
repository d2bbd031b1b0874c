package io.sightline.trainer.evaluate;

import io.sightline.contract.model.ModelBundle;
import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.data.VerificationSet;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the similarity that keeps false matches below a rate, for each mask pairing, as the
 * recogniser in service compares: every picture of a labelled set with what other people would be
 * enrolled as, the mean of three of their pictures or of as many as there are, without mirrored
 * pictures. Masks are those that the set knows to be worn; where there are none they are drawn.
 */
public final class ThresholdTable {
  /** Means of more pictures come hardly nearer to strangers. */
  static final int ENROLLED = 3;

  private ThresholdTable() {}

  /**
   * In the form of a model card: pairing, then rate, then cosine. Rates with fewer than twenty
   * false matches in all comparisons are left out.
   *
   * @param set of persons that the model was not trained on
   * @param pictures at most so many are taken, three of each person before more of anybody: 4 000
   *     make five million comparisons and more
   * @param misalignment how far they are moved, as those that the other figures are of
   * @param seed of that choice and of the drawn masks
   * @param progress called for each picture
   * @throws io.sightline.trainer.data.FaceDataException when more than one picture in a hundred
   *     cannot be used; names the first
   */
  public static Map<String, Map<String, Double>> measure(
      Embedder embedder,
      FaceSet set,
      int pictures,
      double misalignment,
      long seed,
      Runnable progress) {
    int[] chosen = LabelledFaces.inTurn(set, ENROLLED, pictures, seed);
    List<FaceTable.Look> looks = LabelledFaces.looks(set, chosen, true, misalignment, seed);
    return table(LabelledFaces.embed(embedder, set, chosen, looks, false, progress));
  }

  /**
   * The same with all the pictures that a list of pairs names, not only of the pairs themselves.
   * Masks are drawn.
   *
   * @param set whose pictures are named {@code person/picture}
   * @param detector for pictures that are not aligned crops; null when there are none
   */
  public static Map<String, Map<String, Double>> measure(
      Embedder embedder, VerificationSet set, ModelBundle detector, long seed, Runnable progress) {
    Map<String, Integer> persons = new HashMap<>();
    int[] label =
        set.pictures().stream()
            .map(picture -> picture.name().replaceFirst("/[^/]*$", ""))
            .mapToInt(person -> persons.computeIfAbsent(person, p -> persons.size()))
            .toArray();
    MaskWear[] bare = new MaskWear[label.length];
    Arrays.fill(bare, MaskWear.BARE);
    List<FaceTable.Look> looks = List.of(FaceTable.Look.BARE, FaceTable.Look.masked(seed));
    try (EngineFaceFinder finder = detector == null ? null : new EngineFaceFinder(detector)) {
      Crops crops = new StoredCrops(set, finder);
      return table(LabelledFaces.embed(embedder, crops, label, bare, looks, false, progress));
    }
  }

  static Map<String, Map<String, Double>> table(LabelledFaces faces) {
    FaceTable references = faces.references(ENROLLED);
    Map<MaskPairing, ImpostorHistogram> impostors = new EnumMap<>(MaskPairing.class);
    for (int i = 0; i < faces.size(); i++) {
      for (int j = 0; j < faces.size(); j++) {
        if (faces.comparable(i, j) && references.has(j) && !faces.same(i, j)) {
          impostors
              .computeIfAbsent(faces.pairing(i, j), pairing -> new ImpostorHistogram())
              .add(faces.table().cosine(i, references, j));
        }
      }
    }
    Map<String, Map<String, Double>> table = new LinkedHashMap<>();
    impostors.forEach((pairing, histogram) -> table.put(pairing.key(), rates(histogram)));
    table.values().removeIf(Map::isEmpty);
    return table;
  }

  private static Map<String, Double> rates(ImpostorHistogram histogram) {
    Map<String, Double> thresholds = new LinkedHashMap<>();
    for (String rate : Rates.ALL) {
      histogram.threshold(Double.parseDouble(rate)).ifPresent(t -> thresholds.put(rate, t));
    }
    return thresholds;
  }
}
