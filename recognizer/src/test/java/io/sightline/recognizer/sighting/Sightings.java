package io.sightline.recognizer.sighting;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Quality;
import io.sightline.contract.wire.ActiveHours;
import io.sightline.contract.wire.BestShot;
import io.sightline.contract.wire.FrameRef;
import io.sightline.contract.wire.MaskPairing;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Severity;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Unknown;
import io.sightline.contract.wire.Watchlist;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Scripted sightings and watchlists. */
final class Sightings {
  static final Instant START = Scene.START;
  static final float THRESHOLD = 0.5f;

  private Sightings() {}

  /**
   * @param identity who comes nearest; null for nobody
   * @param second capture time, after the start
   */
  static Sighting sighting(
      String id, long version, String camera, String identity, float similarity, int second) {
    Instant at = START.plusSeconds(second);
    Optional<Match> nearest =
        Optional.ofNullable(identity)
            .map(
                i ->
                    new Match(
                        i,
                        i.toUpperCase(),
                        similarity,
                        THRESHOLD,
                        i + "-t",
                        MaskPairing.BARE_BARE,
                        1e-3,
                        1e-4,
                        10,
                        Optional.empty(),
                        Unknown.NONE));
    return new Sighting(
        id,
        version,
        camera,
        Sighting.State.OPEN,
        START,
        at,
        3,
        MaskState.BARE,
        nearest.filter(Match::accepted),
        new BestShot(
            "f",
            at,
            new FrameRef(0, 0),
            new FaceBox(1, 2, 3, 4),
            new Quality(0.5f, 30, 100, 0, 0, 0),
            new byte[] {1}),
        new Embedding("s", new float[] {1, 0}),
        at,
        nearest.filter(m -> !m.accepted()),
        Unknown.NONE);
  }

  /** As it is closed three seconds after it was seen last. */
  static Sighting closed(Sighting s) {
    return new Sighting(
        s.id(),
        s.version() + 1,
        s.cameraId(),
        Sighting.State.CLOSED,
        s.firstSeen(),
        s.lastSeen(),
        s.observations(),
        s.mask(),
        s.match(),
        s.bestShot(),
        s.embedding(),
        s.lastSeen().plusSeconds(3),
        s.nearest(),
        s.unknown());
  }

  static Watchlist updated(Watchlist list, Instant at) {
    return list.with(list.members(), at, list.unknown());
  }

  /** A list with a cooldown of a minute. */
  static Watchlist list(String id, Watchlist.Kind kind, String... members) {
    return list(id, kind, 60, false, ActiveHours.ALWAYS, Set.of(), Optional.empty(), 0, members);
  }

  static Watchlist list(
      String id,
      Watchlist.Kind kind,
      int cooldown,
      boolean across,
      ActiveHours active,
      Set<String> cameras,
      Optional<Instant> expires,
      float minQuality,
      String... members) {
    return new Watchlist(
        id,
        id.toUpperCase(),
        kind,
        Set.of(members),
        1e-3,
        Severity.HIGH,
        Duration.ofSeconds(cooldown),
        across,
        active,
        cameras,
        expires,
        List.of("ops"),
        minQuality,
        START,
        Unknown.NONE);
  }
}
