package io.sightline.recognizer.match;

import io.sightline.contract.wire.Match;
import java.util.Optional;

/**
 * Who a face is held for.
 *
 * @param nearest the identity that came nearest, near enough or not; empty when there is nobody to
 *     compare with
 * @param kept the same, judged as for a face that bears its name already
 */
public record Decision(Optional<Match> nearest, Optional<Match> kept) {

  /** There is nobody to compare with. */
  static final Decision NOBODY = new Decision(Optional.empty(), Optional.empty());

  /** The name it gets; empty for an unknown. */
  public Optional<Match> match() {
    return nearest.filter(Match::accepted);
  }

  /** The name it gets or, of the one it bears, keeps; empty for an unknown. */
  public Optional<Match> match(Optional<Match> borne) {
    Optional<String> name = borne.map(Match::identityId);
    return match()
        .or(
            () ->
                kept.filter(Match::accepted).filter(m -> name.equals(Optional.of(m.identityId()))));
  }
}
