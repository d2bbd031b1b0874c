package io.sightline.contract.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A watchlist's policy was met: topic {@code alerts}, key alert id, compacted. One a (watchlist,
 * identity, camera, sighting); its id follows from these and never changes, and each record that
 * says more about it has a higher version. The recogniser alone writes it.
 *
 * @param identityId empty for an unknown
 * @param state where the operators' work stands, or that the evidence has turned
 * @param changedBy who acted last; empty when nobody has
 * @param changedAt when they did; {@link Instant#EPOCH} when nobody has
 * @param note of the last action that had one
 * @param raisedAt capture time of the evidence that first raised it
 * @param evidenceAt capture time of the evidence of this version
 * @param retrospective found by looking back through the archive
 * @param sighting as it was at this version
 * @param match the list's decision; empty when it alerts on an unknown
 */
public record Alert(
    String id,
    long version,
    String watchlistId,
    String watchlistName,
    Severity severity,
    List<String> channels,
    String identityId,
    String displayName,
    State state,
    Verdict verdict,
    String changedBy,
    Instant changedAt,
    String note,
    Instant raisedAt,
    Instant evidenceAt,
    boolean retrospective,
    Sighting sighting,
    Optional<Match> match,
    Unknown unknown) {

  /** An alert is open until it is closed or withdrawn. */
  public enum State {
    NEW,
    ACKNOWLEDGED,
    IN_PROGRESS,
    /** By an operator, with a verdict. */
    CLOSED,
    /** By the evidence: the sighting is now held for somebody else, or for nobody. */
    WITHDRAWN
  }

  public Alert {
    channels = List.copyOf(channels);
  }

  /**
   * The id of the one alert that these have; also the idempotency key of every delivery.
   *
   * @param identityId empty for an unknown
   */
  public static String id(
      String watchlistId, String identityId, String cameraId, String sightingId) {
    // Lengths keep the parts apart whatever characters they hold.
    StringBuilder key = new StringBuilder();
    for (String part : List.of(watchlistId, identityId, cameraId, sightingId)) {
      key.append(part.length()).append(':').append(part);
    }
    return UUID.nameUUIDFromBytes(key.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  public boolean open() {
    return state != State.CLOSED && state != State.WITHDRAWN;
  }
}
