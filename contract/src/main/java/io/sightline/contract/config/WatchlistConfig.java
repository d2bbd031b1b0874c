package io.sightline.contract.config;

import io.sightline.contract.wire.Severity;
import io.sightline.contract.wire.Unknown;
import io.sightline.contract.wire.Watchlist;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A watchlist that the file sets up. Key {@code watchlists.<id>}; see {@link Watchlist}.
 *
 * @param name for people; the id when not given
 * @param kind whom it alerts on
 * @param members identity ids; those added while Sightline runs stay
 * @param expires date and time with its offset, ISO 8601
 * @param channels ids of {@code channels}
 */
public record WatchlistConfig(
    String name,
    Watchlist.Kind kind,
    List<String> members,
    Double falseMatchRate,
    Severity severity,
    Duration cooldown,
    Boolean cooldownAcrossCameras,
    ActiveConfig active,
    List<String> cameras,
    String expires,
    List<String> channels,
    Double minQuality) {

  /** A name is in every alert, and a keyword of the index. */
  private static final int LONGEST_NAME = 200;

  /** What nanoseconds since 1970 reach. */
  private static final Instant LAST = Instant.ofEpochSecond(0, Long.MAX_VALUE);

  public WatchlistConfig {
    kind = kind == null ? Watchlist.Kind.MEMBERS : kind;
    members = Gaps.left(members);
    falseMatchRate = falseMatchRate == null ? 1e-4 : falseMatchRate;
    severity = severity == null ? Severity.MEDIUM : severity;
    cooldown = cooldown == null ? Duration.ofSeconds(60) : cooldown;
    cooldownAcrossCameras = cooldownAcrossCameras != null && cooldownAcrossCameras;
    active = active == null ? new ActiveConfig(null, null) : active;
    cameras = Gaps.left(cameras);
    channels = Gaps.left(channels).stream().distinct().toList();
    minQuality = minQuality == null ? 0 : minQuality;
    new Problems()
        .check(
            "name",
            name == null || name.length() <= LONGEST_NAME,
            "has " + LONGEST_NAME + " characters at the most")
        .range("false_match_rate", falseMatchRate, 1e-12, 0.5)
        .range("min_quality", minQuality, 0, 1)
        .check(
            "expires",
            expires == null || time(expires).isPresent(),
            "'" + expires + "' is no time such as 2027-01-31T12:00:00Z, from 1970 to 2262")
        .check(
            "members",
            kind != Watchlist.Kind.UNKNOWN || members.isEmpty(),
            "a list of kind unknown has none")
        .raise();
  }

  /** The watchlist of this policy, as of now. */
  public Watchlist toWatchlist(String id, Instant now) {
    return new Watchlist(
        id,
        name == null || name.isBlank() ? id : name,
        kind,
        Set.copyOf(members),
        falseMatchRate,
        severity,
        cooldown,
        cooldownAcrossCameras,
        active.toActiveHours(),
        Set.copyOf(cameras),
        expires == null ? Optional.empty() : time(expires),
        channels,
        minQuality.floatValue(),
        now,
        Unknown.NONE);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant())
          .filter(time -> time.isAfter(Instant.EPOCH) && time.isBefore(LAST));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
