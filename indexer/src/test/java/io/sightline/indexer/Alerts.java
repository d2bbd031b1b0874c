package io.sightline.indexer;

import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.MaskPairing;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.RunnerUp;
import io.sightline.contract.wire.Severity;
import io.sightline.contract.wire.Unknown;
import io.sightline.contract.wire.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Made-up alerts: Ann, on list banned, at some camera. */
public final class Alerts {
  public static final Instant T0 = Instant.parse("2026-03-01T12:00:00.123Z");
  private static final Match MATCH =
      new Match(
          "ann",
          "Ann",
          0.75f,
          0.5f,
          "t1",
          MaskPairing.MASKED_BARE,
          1e-4,
          1e-5,
          10,
          Optional.of(new RunnerUp("bob", "Bob", 0.25f)),
          Unknown.NONE);

  private Alerts() {}

  /** Of the sighting {@code s}, at camera lobby. */
  public static Alert alert(long version, Alert.State state, String... channels) {
    return alert("s", "lobby", version, state, channels);
  }

  public static Alert alert(
      String sighting, String camera, long version, Alert.State state, String... channels) {
    boolean acted = state != Alert.State.NEW && state != Alert.State.WITHDRAWN;
    return new Alert(
        Alert.id("banned", "ann", camera, sighting),
        version,
        "banned",
        "Banned",
        Severity.HIGH,
        List.of(channels),
        "ann",
        "Ann",
        state,
        state == Alert.State.CLOSED ? Verdict.TRUE_MATCH : Verdict.NONE,
        acted ? "eve" : "",
        acted ? T0.plusSeconds(version) : Instant.EPOCH,
        acted ? "seen \"twice\"" : "",
        T0,
        T0.plusSeconds(version),
        false,
        Faces.named(
            Faces.sighting(sighting, version, camera, T0, Faces.embedding("s", 0.1, 32)),
            "ann",
            MaskState.MASKED),
        Optional.of(MATCH),
        Unknown.NONE);
  }

  /** As if it was found by looking back. */
  public static Alert retrospective(Alert a) {
    return new Alert(
        a.id(),
        a.version(),
        a.watchlistId(),
        a.watchlistName(),
        a.severity(),
        a.channels(),
        a.identityId(),
        a.displayName(),
        a.state(),
        a.verdict(),
        a.changedBy(),
        a.changedAt(),
        a.note(),
        a.raisedAt(),
        a.evidenceAt(),
        true,
        a.sighting(),
        a.match(),
        a.unknown());
  }
}
