package io.sightline.recognizer.sighting;

import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.AlertAction;
import io.sightline.contract.wire.LabelledMatch;
import io.sightline.contract.wire.MaskPairing;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Unknown;
import io.sightline.contract.wire.Verdict;
import io.sightline.contract.wire.Watchlist;
import java.time.Instant;
import java.util.Optional;

/** The lives of alerts: each method gives the next version. */
final class AlertChanges {

  private AlertChanges() {}

  /**
   * When what a sighting shows was before the camera. What closed it is that nobody was there any
   * more, which is no evidence against anybody.
   */
  static Instant evidenceAt(Sighting sighting) {
    return sighting.state() == Sighting.State.CLOSED ? sighting.lastSeen() : sighting.evidenceAt();
  }

  /** Whether a later version of an alert's sighting is more than that somebody is there still. */
  static boolean saysMore(Alert a, Finding finding, Sighting sighting) {
    Sighting told = a.sighting();
    return sighting.version() > told.version()
        && (sighting.state() != told.state()
            || sighting.mask() != told.mask()
            || !finding.displayName().equals(a.displayName())
            || score(sighting) >= score(told) + Track.BETTER_SHOT
            || similarity(finding.match()) >= similarity(a.match()) + Track.NEARER);
  }

  private static float score(Sighting sighting) {
    return sighting.bestShot().quality().score();
  }

  private static float similarity(Optional<Match> match) {
    return match.map(Match::similarity).orElse(-1f);
  }

  static Alert raised(
      String id, Watchlist list, Finding finding, Sighting sighting, boolean retrospective) {
    return new Alert(
        id,
        1,
        list.id(),
        list.name(),
        list.severity(),
        list.channels(),
        finding.identityId(),
        finding.displayName(),
        Alert.State.NEW,
        Verdict.NONE,
        "",
        Instant.EPOCH,
        "",
        evidenceAt(sighting),
        evidenceAt(sighting),
        retrospective,
        sighting,
        finding.match(),
        Unknown.NONE);
  }

  /** With more evidence for the same; one that was withdrawn is new again. */
  static Alert improved(Alert a, Finding finding, Sighting sighting) {
    Alert.State state = a.state() == Alert.State.WITHDRAWN ? Alert.State.NEW : a.state();
    return next(a, state, finding.displayName(), sighting, finding.match());
  }

  static Alert withdrawn(Alert a, Sighting sighting) {
    return next(a, Alert.State.WITHDRAWN, a.displayName(), sighting, a.match());
  }

  /**
   * @throws IllegalArgumentException when that cannot be done to an alert in this state; says so
   */
  static Alert acted(Alert a, AlertAction action) {
    return new Alert(
        a.id(),
        a.version() + 1,
        a.watchlistId(),
        a.watchlistName(),
        a.severity(),
        a.channels(),
        a.identityId(),
        a.displayName(),
        state(a, action),
        verdict(a, action),
        action.by(),
        action.at(),
        action.note().isEmpty() ? a.note() : action.note(),
        a.raisedAt(),
        a.evidenceAt(),
        a.retrospective(),
        a.sighting(),
        a.match(),
        a.unknown());
  }

  /** What the verdict on a closed alert adds to the evaluation set. */
  static LabelledMatch labelled(Alert a, AlertAction action) {
    Optional<Match> match = a.match();
    // Of an unknown, whom it was not near enough to be.
    Optional<Match> compared = match.or(a.sighting()::nearest);
    return new LabelledMatch(
        a.id(),
        a.sighting().id(),
        a.sighting().cameraId(),
        a.watchlistId(),
        a.identityId(),
        match.map(Match::templateId).orElse(""),
        compared.map(Match::similarity).orElse(0f),
        compared.map(Match::threshold).orElse(0f),
        compared.map(Match::pairing).orElse(MaskPairing.UNKNOWN),
        a.sighting().mask(),
        a.sighting().embedding(),
        a.sighting().bestShot().crop(),
        action.verdict(),
        action.notThisPerson(),
        action.by(),
        action.at(),
        Unknown.NONE);
  }

  private static Alert.State state(Alert a, AlertAction action) {
    boolean open = a.open();
    return switch (action.kind()) {
      case ACKNOWLEDGE ->
          require(a.state() == Alert.State.NEW, a, action, Alert.State.ACKNOWLEDGED);
      case START -> require(open, a, action, Alert.State.IN_PROGRESS);
      case CLOSE -> Alert.State.CLOSED;
      case REOPEN -> require(a.state() == Alert.State.CLOSED, a, action, Alert.State.IN_PROGRESS);
      case NOTE -> a.state();
    };
  }

  private static Alert.State require(
      boolean holds, Alert a, AlertAction action, Alert.State state) {
    if (!holds) {
      throw new IllegalArgumentException(
          "action %s on alert %s, which is %s".formatted(action.kind(), a.id(), a.state()));
    }
    return state;
  }

  private static Verdict verdict(Alert a, AlertAction action) {
    return switch (action.kind()) {
      case CLOSE -> action.verdict();
      case REOPEN -> Verdict.NONE;
      default -> a.verdict();
    };
  }

  private static Alert next(
      Alert a, Alert.State state, String name, Sighting sighting, Optional<Match> match) {
    return new Alert(
        a.id(),
        a.version() + 1,
        a.watchlistId(),
        a.watchlistName(),
        a.severity(),
        a.channels(),
        a.identityId(),
        name,
        state,
        a.verdict(),
        a.changedBy(),
        a.changedAt(),
        a.note(),
        a.raisedAt(),
        sighting.evidenceAt(),
        a.retrospective(),
        sighting,
        match,
        a.unknown());
  }
}
