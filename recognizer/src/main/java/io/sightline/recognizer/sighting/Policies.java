package io.sightline.recognizer.sighting;

import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Watchlist;
import io.sightline.recognizer.match.ListMatcher;
import java.util.Optional;

/**
 * What a watchlist makes of a sighting, by its evidence alone: hours, cameras and cooldowns say
 * whether that may raise an alert, not whether it is so. Thread-safe.
 */
final class Policies {
  private final ListMatcher matcher;

  Policies(ListMatcher matcher) {
    this.matcher = matcher;
  }

  Optional<Finding> find(Watchlist list, Sighting sighting) {
    return switch (list.kind()) {
      case MEMBERS -> matcher.member(list, sighting).map(Finding::of);
      case UNKNOWN -> sighting.match().isEmpty() ? unknown(list, sighting) : Optional.empty();
      case OTHERS ->
          matcher.member(list, sighting).isPresent() ? Optional.empty() : other(list, sighting);
    };
  }

  /** Whether an alert that is not found any more is not refuted either. */
  boolean keeps(Watchlist list, Sighting sighting, Alert alert) {
    return list.kind() == Watchlist.Kind.MEMBERS
        && matcher.keeps(list, sighting, alert.identityId());
  }

  private static Optional<Finding> other(Watchlist list, Sighting sighting) {
    Optional<Match> match = sighting.match();
    if (match.isEmpty()) {
      return unknown(list, sighting);
    }
    return match.filter(m -> !list.members().contains(m.identityId())).map(Finding::of);
  }

  /** A bad picture shows nobody that is known. */
  private static Optional<Finding> unknown(Watchlist list, Sighting sighting) {
    boolean good = sighting.bestShot().quality().score() >= list.minQuality();
    return good ? Optional.of(Finding.UNKNOWN) : Optional.empty();
  }
}
