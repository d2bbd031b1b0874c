package io.sightline.contract.model;

import io.sightline.contract.wire.Match;

/**
 * A similarity to reach, and what it stands for.
 *
 * @param falseMatchRate of a search; 0 when the similarity was set by hand
 * @param comparisonRate of one comparison; 0 as above
 * @param measured false when the rate lies beyond what the model's card has figures for, so that
 *     the similarity is the continuation of its table
 */
public record Threshold(
    float similarity, double falseMatchRate, double comparisonRate, boolean measured) {

  /**
   * The same match, held against this.
   *
   * @param references how many it counts as compared with
   */
  public Match judge(Match m, int references) {
    return new Match(
        m.identityId(),
        m.displayName(),
        m.similarity(),
        similarity,
        m.templateId(),
        m.pairing(),
        falseMatchRate,
        comparisonRate,
        references,
        m.runnerUp(),
        m.unknown());
  }
}
