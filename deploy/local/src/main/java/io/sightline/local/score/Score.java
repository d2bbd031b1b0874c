package io.sightline.local.score;

import java.util.LinkedHashMap;
import java.util.Map;

/** How well a run did. What each figure means: docs/accuracy.md. */
public record Score(DetectionScore detection, SightingScore sightings, AlertScore alerts) {

  public static Score of(Recorded recorded, Scene scene) {
    Playback playback = new Playback(scene.clips(), recorded.frames());
    return new Score(
        DetectionScore.of(playback, recorded.faces()),
        SightingScore.of(playback, recorded.sightings(), scene),
        AlertScore.of(playback, recorded.alerts(), scene));
  }

  /** The shares, by their names in a report. */
  public Map<String, Proportion> shares() {
    Map<String, Proportion> shares = new LinkedHashMap<>();
    shares.put("detectionRecall", detection.recall());
    shares.put("detectionPrecision", detection.precision());
    shares.put("identificationRate", sightings.identified());
    shares.put("maskAccuracy", sightings.masks());
    shares.put("falseAlertShare", alerts.falseOnes());
    shares.put("wrongNameShare", sightings.wrongNames());
    shares.put("tracksMissedShare", sightings.missed());
    return shares;
  }

  /** The numbers, by their names in a report. */
  public Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    numbers.put("falseAlerts", alerts.falseOnes().count());
    numbers.put("tracksSplit", sightings.split());
    numbers.put("tracksMerged", sightings.merged());
    numbers.put("sightingsOfNobody", sightings.ofNobody());
    numbers.put("sightingsOverSeam", sightings.overSeam());
    numbers.put("sightingsWithoutMaskAnswer", sightings.maskLeftOut());
    numbers.put("findsOfSmallHiddenOrTurned", detection.free());
    return numbers;
  }

  public Map<String, Proportion> detectionBySize() {
    return detection.bySize();
  }

  /** For JSON: shares are null where there was nothing to count. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    Map<String, Object> counts = new LinkedHashMap<>();
    shares()
        .forEach(
            (name, p) -> {
              document.put(name, p.of() == 0 ? null : p.share());
              counts.put(name, counted(p));
            });
    document.putAll(numbers());
    Map<String, Object> sizes = new LinkedHashMap<>();
    detectionBySize().forEach((size, p) -> sizes.put(size, counted(p)));
    document.put("detectionRecallBySize", sizes);
    document.put("counted", counts);
    document.put("namings", sightings.namings().stream().map(Naming::document).toList());
    return document;
  }

  private static Map<String, Object> counted(Proportion p) {
    Map<String, Object> counted = new LinkedHashMap<>();
    counted.put("count", p.count());
    counted.put("of", p.of());
    counted.put("low", p.low());
    counted.put("high", p.high());
    return counted;
  }
}
