package io.sightline.recognizer.sighting;

import io.sightline.contract.wire.Match;
import java.util.Optional;

/**
 * Whom a watchlist alerts on in a sighting.
 *
 * @param identityId empty for an unknown
 * @param match the decision; empty for an unknown
 */
record Finding(String identityId, String displayName, Optional<Match> match) {

  static final Finding UNKNOWN = new Finding("", "", Optional.empty());

  static Finding of(Match match) {
    return new Finding(match.identityId(), match.displayName(), Optional.of(match));
  }
}
