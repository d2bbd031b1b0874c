package io.sightline.trainer.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What was measured of a model on a verification set.
 *
 * @param model and what ran it
 * @param set its name
 * @param images in the set
 * @param undetected images in which no face was found; their pairs count as non-matches
 * @param misalignment how far the pictures were moved, see {@link
 *     io.sightline.trainer.mask.Misalignment}; 0, which JSON leaves out, for not at all
 * @param overall the pairs as the set has them
 * @param maskAccuracy share of the faces whose mask, or bareness, was seen; null when the model has
 *     no mask head or it is not known who wears one
 * @param maskUse by how a mask is worn, where the set knows it: bare, masked, underNose, underChin.
 *     Then {@code maskAccuracy} is that of the first two; under the nose is rightly seen as masked,
 *     under the chin as bare
 * @param byPairing by {@link MaskPairing#key()}
 * @param enrolled TAR against people of whom three bare pictures are enrolled, for bare and masked
 *     faces; empty when not measured
 * @param thresholds cosine by mask pairing and false-match rate; empty when not measured
 */
@JsonPropertyOrder({"model", "set", "images", "undetected", "misalignment"})
public record EvaluationResult(
    String model,
    String set,
    int images,
    int undetected,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) double misalignment,
    @JsonUnwrapped PairingResult overall,
    Double maskAccuracy,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Seen> maskUse,
    Map<String, PairingResult> byPairing,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Enrolled> enrolled,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Map<String, Double>> thresholds) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * Faces whose mask, or bareness, is to be seen.
   *
   * @param accuracy share of them seen rightly
   */
  public record Seen(int faces, double accuracy) {}

  /**
   * TAR by false-match rate, as far as there are comparisons enough for one false match.
   *
   * @param first against one picture alone
   * @param nearest against the nearest of the three
   * @param mean against their mean, which is what counts in service
   */
  public record Enrolled(
      Map<String, Double> first, Map<String, Double> nearest, Map<String, Double> mean) {}

  EvaluationResult with(Map<String, Map<String, Double>> measured) {
    return new EvaluationResult(
        model,
        set,
        images,
        undetected,
        misalignment,
        overall,
        maskAccuracy,
        maskUse,
        byPairing,
        enrolled,
        measured);
  }

  /** Writes it as JSON with the names of this record. */
  public void writeJson(Path file) throws IOException {
    Files.writeString(file, MAPPER.writeValueAsString(this) + "\n");
  }
}
