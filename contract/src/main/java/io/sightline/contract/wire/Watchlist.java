package io.sightline.contract.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A set of identities with a policy: topic {@code watchlists}, key watchlist id, compacted; a
 * tombstone removes it. The indexer alone writes it. A change takes effect with the next evidence.
 *
 * @param members identity ids
 * @param falseMatchRate how often a search of this list for somebody who is not on it may raise an
 *     alert
 * @param cooldown how long the same identity raises no second alert, by capture time
 * @param cooldownAcrossCameras whether the cooldown of one camera binds all
 * @param cameras that it watches; none: all
 * @param expiresAt from then on it raises nothing
 * @param channels ids of the channels that its alerts go to
 * @param minQuality of the best shot, 0 to 1; a bad picture shows everybody as an unknown
 */
public record Watchlist(
    String id,
    String name,
    Kind kind,
    Set<String> members,
    double falseMatchRate,
    Severity severity,
    Duration cooldown,
    boolean cooldownAcrossCameras,
    ActiveHours active,
    Set<String> cameras,
    Optional<Instant> expiresAt,
    List<String> channels,
    float minQuality,
    Instant updatedAt,
    Unknown unknown) {

  /** Whom a list alerts on. */
  public enum Kind {
    /** Its members. */
    MEMBERS,
    /** People who are nobody that is enrolled. */
    UNKNOWN,
    /** Everybody who is not a member, enrolled or not. */
    OTHERS
  }

  public Watchlist {
    // In order, so that the same list is the same bytes.
    members = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(members));
    cameras = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(cameras));
    channels = List.copyOf(channels);
    if (id.isEmpty()) {
      throw new IllegalArgumentException("it has no watchlist id");
    }
    if (!(falseMatchRate > 0 && falseMatchRate < 1)) {
      throw new IllegalArgumentException("its false-match rate is " + falseMatchRate);
    }
    if (cooldown.isNegative()) {
      throw new IllegalArgumentException("its cooldown is negative");
    }
  }

  /** This list with other members and another way with unknowns, as of a time. */
  public Watchlist with(Set<String> members, Instant updatedAt, Unknown unknown) {
    return new Watchlist(
        id,
        name,
        kind,
        members,
        falseMatchRate,
        severity,
        cooldown,
        cooldownAcrossCameras,
        active,
        cameras,
        expiresAt,
        channels,
        minQuality,
        updatedAt,
        unknown);
  }

  /** Whether it watches this camera at this time. */
  public boolean watches(String cameraId, Instant at) {
    return (cameras.isEmpty() || cameras.contains(cameraId))
        && active.contains(at)
        && expiresAt.map(at::isBefore).orElse(true);
  }
}
