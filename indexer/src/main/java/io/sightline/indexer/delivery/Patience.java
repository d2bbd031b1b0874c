package io.sightline.indexer.delivery;

import io.sightline.indexer.topic.GroupLoop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * When a channel is given up on for one message: when that is older than the limit, by its record's
 * time, and was tried a few times. So a channel that was away for long is caught up with, and one
 * that stays away costs each message the same.
 */
public record Patience(Duration limit, int tries, GroupLoop.Pauses pauses) {
  public static final Patience DEFAULT =
      new Patience(
          Duration.ofHours(24),
          3,
          new GroupLoop.Pauses(Duration.ofSeconds(1), Duration.ofMinutes(1)));

  /** So many tries, some two minutes, before others are sent past the one that is not taken. */
  static final int BEFORE_OTHERS = 8;

  /** When so many others were taken, it is not the channel that is at fault. */
  static final int OTHERS = 3;

  /** Tries at what our own code stumbles over. */
  static final int OF_OUR_OWN = 5;

  boolean ended(long recordTime, int attempts, Clock clock) {
    return attempts >= tries
        && Instant.ofEpochMilli(recordTime).plus(limit).isBefore(clock.instant());
  }
}
