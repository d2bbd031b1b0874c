package io.sightline.indexer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the time can be believed by who deletes by it: a clock that is wrong once, by a month,
 * would take all unknowns with it. One that is a day ahead of where it was at the round before was
 * moved, or the machine has slept; it is believed when it still says so a day later, or is back.
 * What it says at the start is believed. For one thread.
 */
final class ClockWatch {
  private static final Duration PLAUSIBLE = Duration.ofDays(1);

  private Optional<Instant> last = Optional.empty();
  private Optional<Instant> jumped = Optional.empty();

  /** To be asked more often than once a day; why to wait, if so. */
  Optional<String> doubts(Instant now) {
    Optional<Instant> before = last;
    last = Optional.of(now);
    if (before.filter(b -> now.isAfter(b.plus(PLAUSIBLE))).isPresent()) {
      jumped = last;
    } else if (jumped.filter(j -> !now.isBefore(j) && now.isBefore(j.plus(PLAUSIBLE))).isEmpty()) {
      jumped = Optional.empty();
    }
    return jumped.map(
        j ->
            "the clock went from one round to the next to %s; nothing is removed before it was so for a day"
                .formatted(j));
  }
}
