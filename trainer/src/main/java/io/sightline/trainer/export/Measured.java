package io.sightline.trainer.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an evaluation found, for the card.
 *
 * @param metrics its figures by name; those of a group are named {@code group.figure}
 * @param thresholds cosines by mask pairing and false-match rate
 */
record Measured(Map<String, Double> metrics, Map<String, Map<String, Double>> thresholds) {
  /** Of a model that was never evaluated. */
  static final Measured NOTHING = new Measured(Map.of(), Map.of());

  private static final double UNMEASURED_THRESHOLD = 0.4;

  /**
   * Reads the report of {@code trainer evaluate --json}.
   *
   * @throws ExportException when it is none; names it
   */
  static Measured read(Path report) {
    try {
      JsonNode root = new JsonMapper().readTree(Files.readString(report));
      // Every report on a recogniser has it, and none on a detector.
      if (!root.path("tar").isObject()) {
        throw new ExportException(
            report + " is no evaluation of a recogniser, as 'trainer evaluate --json' writes it");
      }
      Map<String, Double> metrics = new TreeMap<>();
      flatten("", root, metrics);
      metrics.keySet().removeIf(name -> name.startsWith("thresholds."));
      Map<String, Map<String, Double>> thresholds = new TreeMap<>();
      for (Map.Entry<String, JsonNode> pairing : root.path("thresholds").properties()) {
        Map<String, Double> rates = new TreeMap<>();
        flatten("", pairing.getValue(), rates);
        thresholds.put(pairing.getKey(), rates);
      }
      return new Measured(metrics, thresholds);
    } catch (IOException e) {
      throw new ExportException("evaluation " + report + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void flatten(String prefix, JsonNode node, Map<String, Double> into) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String name = prefix + field.getKey();
      if (field.getValue().isNumber()) {
        into.put(name, field.getValue().asDouble());
      } else {
        flatten(name + ".", field.getValue(), into);
      }
    }
  }

  /** The cosine for one false match in 10 000 comparisons of bare faces, or a cautious guess. */
  double threshold() {
    return thresholds.getOrDefault("bareBare", Map.of()).getOrDefault("1e-4", UNMEASURED_THRESHOLD);
  }
}
