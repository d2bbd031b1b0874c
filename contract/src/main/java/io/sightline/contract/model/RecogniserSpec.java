package io.sightline.contract.model;

import java.util.Map;
import java.util.Optional;

/**
 * What a recogniser's outputs mean.
 *
 * @param embedding name of the output with the embedding, [batch, size]
 * @param size length of an embedding
 * @param mask name of the output that tells masks: logits [batch, 2] as (bare, masked), or the
 *     probability of a mask [batch, 1]; null when the model has none
 * @param similarityThreshold cosine above which two faces are held for one person, when nobody asks
 *     for a rate
 * @param thresholds cosine for each mask pairing ({@code bareBare, maskedBare, maskedMasked}) and
 *     false-match rate (such as {@code 1e-4}), 0 to 1, none lower for a stricter rate; empty when
 *     never measured
 */
public record RecogniserSpec(
    String embedding,
    int size,
    String mask,
    double similarityThreshold,
    Map<String, Map<String, Double>> thresholds) {

  public RecogniserSpec {
    CardCheck.that(embedding != null && !embedding.isBlank(), "recogniser.embedding is missing");
    CardCheck.that(size > 0 && size <= 4096, "recogniser.size must be from 1 to 4096");
    CardCheck.that(
        similarityThreshold > -1 && similarityThreshold < 1,
        "recogniser.similarityThreshold must be between -1 and 1");
    thresholds = thresholds == null ? Map.of() : thresholds;
    ThresholdTable.check(thresholds);
    thresholds = Map.copyOf(thresholds);
  }

  public Optional<String> maskOutput() {
    return Optional.ofNullable(mask);
  }
}
