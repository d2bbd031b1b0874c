package io.sightline.recognizer.match;

import io.sightline.contract.wire.Match;
import java.util.Optional;

/**
 * Who a face is held for.
 *
 * @param nearest the identity that came nearest, near enough or not; empty when there is nobody to
 *     compare with
 */
public record Decision(Optional<Match> nearest) {

  /** The name it gets; empty for an unknown. */
  public Optional<Match> match() {
    return nearest.filter(Match::accepted);
  }

  /** Who was not near enough; empty when it has a name. */
  public Optional<Match> refused() {
    return nearest.filter(m -> !m.accepted());
  }
}
