package io.sightline.contract.config;

/**
 * When a face gets a name. Key {@code matching}.
 *
 * @param falseMatchRate how often the search for a stranger may find somebody, whatever the size of
 *     the gallery; used when the model's card has measured thresholds and {@code
 *     recognition.similarity_threshold} is not set
 * @param scan how references are compared at first; the result is the same
 */
public record MatchingConfig(Double falseMatchRate, Scan scan) {

  /** {@code INT8} reads a quarter of the memory, and scores what comes near again in float. */
  public enum Scan {
    FLOAT,
    INT8
  }

  public MatchingConfig {
    falseMatchRate = falseMatchRate == null ? 1e-3 : falseMatchRate;
    scan = scan == null ? Scan.FLOAT : scan;
    new Problems().range("false_match_rate", falseMatchRate, 1e-12, 0.5).raise();
  }
}
