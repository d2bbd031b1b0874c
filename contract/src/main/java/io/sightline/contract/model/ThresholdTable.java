package io.sightline.contract.model;

import io.sightline.contract.wire.MaskPairing;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The thresholds of a model's card, as the card has them. */
final class ThresholdTable {
  /** Keys of the card. */
  static final Map<String, MaskPairing> PAIRINGS =
      Map.of(
          "bareBare", MaskPairing.BARE_BARE,
          "maskedBare", MaskPairing.MASKED_BARE,
          "maskedMasked", MaskPairing.MASKED_MASKED);

  private ThresholdTable() {}

  /**
   * @throws IllegalArgumentException naming the card's key whose value cannot be right
   */
  static void check(Map<String, Map<String, Double>> card) {
    card.forEach(
        (pairing, similarities) -> {
          String key = "recogniser.thresholds." + pairing;
          CardCheck.that(
              PAIRINGS.containsKey(pairing),
              key + " is no pairing: there are " + PAIRINGS.keySet().stream().sorted().toList());
          CardCheck.that(similarities != null, key + " is empty");
          byRate(key, similarities);
        });
  }

  /** The similarities of one pairing, the laxest rate first. */
  static Map<Double, Double> byRate(String key, Map<String, Double> similarities) {
    TreeMap<Double, Double> byRate = new TreeMap<>();
    similarities.forEach(
        (text, similarity) -> {
          String entry = key + "." + text;
          double rate = rate(text);
          CardCheck.that(
              rate > 0 && rate < 1,
              entry + " is no false-match rate between 0 and 1, such as 1e-4");
          CardCheck.that(
              similarity != null && similarity > -1 && similarity < 1,
              entry + " must be a similarity between -1 and 1, is " + similarity);
          CardCheck.that(
              byRate.put(rate, similarity) == null,
              entry + " stands there twice, written otherwise");
        });
    List<Double> strictestFirst = List.copyOf(byRate.values());
    for (int i = 1; i < strictestFirst.size(); i++) {
      CardCheck.that(
          strictestFirst.get(i) <= strictestFirst.get(i - 1),
          key + " asks for less similarity at a stricter rate: " + byRate);
    }
    return byRate.descendingMap();
  }

  private static double rate(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
