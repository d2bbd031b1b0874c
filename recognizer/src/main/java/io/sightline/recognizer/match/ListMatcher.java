package io.sightline.recognizer.match;

import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Watchlist;
import java.util.Optional;

/**
 * Judges by a watchlist's own rate what the matcher found. Only the nearest identity of the whole
 * gallery can be meant: who comes nearer to somebody else is not held for a member, however lax the
 * list. Thread-safe.
 */
public final class ListMatcher {
  private final Gallery gallery;
  private final Thresholds thresholds;

  public ListMatcher(Gallery gallery, Thresholds thresholds) {
    this.gallery = gallery;
    this.thresholds = thresholds;
  }

  /** The member that the sighting is held for, with the list's numbers. */
  public Optional<Match> member(Watchlist list, Sighting sighting) {
    return member(list, sighting, list.falseMatchRate());
  }

  /**
   * Whether the sighting may go on being held for a member that it was held for: nobody else is
   * nearer, and it is near enough for {@value Matcher#LAXER} times the list's rate.
   */
  public boolean keeps(Watchlist list, Sighting sighting, String identityId) {
    return member(list, sighting, Matcher.laxer(list.falseMatchRate()))
        .filter(m -> m.identityId().equals(identityId))
        .isPresent();
  }

  private Optional<Match> member(Watchlist list, Sighting sighting, double rate) {
    return sighting
        .match()
        .or(sighting::nearest)
        .filter(m -> list.members().contains(m.identityId()))
        .map(m -> judged(list, m, rate))
        .filter(Match::accepted);
  }

  private Match judged(Watchlist list, Match m, double rate) {
    int references = Math.max(1, gallery.references(list.members()));
    return thresholds.at(m.pairing(), rate, references).judge(m, references);
  }
}
