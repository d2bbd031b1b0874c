package io.sightline.contract.wire;

import java.util.Optional;

/**
 * What an alert may rest on: topic {@code alert-evidence}, key sighting id, one partition. The
 * sighting stage writes each version of each sighting here in the transaction in which it tells of
 * it; who looks back through the archive writes what it found.
 *
 * @param lookBack set when an old sighting is held against a watchlist anew
 */
public record AlertEvidence(Sighting sighting, Optional<LookBack> lookBack, Unknown unknown) {

  /**
   * @param match the list's decision on the sighting's embedding, already accepted
   */
  public record LookBack(String watchlistId, Match match) {}

  public AlertEvidence(Sighting sighting, Optional<LookBack> lookBack) {
    this(sighting, lookBack, Unknown.NONE);
  }

  public static AlertEvidence live(Sighting sighting) {
    return new AlertEvidence(sighting, Optional.empty());
  }
}
