package io.sightline.indexer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether the time can be believed by who deletes by it: a clock that is wrong once, by a month,
 * would take all unknowns with it. One that is a day ahead of where it was at the round before was
 * moved, or the machine has slept; it is believed when it is back, or when the machine has been
 * awake for a day since then, however often it has slept meanwhile. What it says at the start is
 * believed. For one thread.
 */
final class ClockWatch {
  private static final Duration PLAUSIBLE = Duration.ofDays(1);

  /** Of one an hour, should the time awake not be counted. */
  private static final int MOST_ROUNDS = 24;

  private final LongSupplier awake;
  private Optional<Instant> last = Optional.empty();

  /** To where, for the first time since it was believed. */
  private Optional<Instant> jumped = Optional.empty();

  private long jumpedAwake;
  private int rounds;

  ClockWatch() {
    this(System::nanoTime);
  }

  /**
   * @param awake nanoseconds that the machine has not slept
   */
  ClockWatch(LongSupplier awake) {
    this.awake = awake;
  }

  /** To be asked more often than once a day; why to wait, if so. */
  Optional<String> doubts(Instant now) {
    boolean jumps = last.filter(before -> now.isAfter(before.plus(PLAUSIBLE))).isPresent();
    last = Optional.of(now);
    if (jumped.isPresent()) {
      rounds++;
      jumped = jumped.filter(to -> !now.isBefore(to) && !isOver());
    } else if (jumps) {
      jumped = last;
      jumpedAwake = awake.getAsLong();
      rounds = 0;
    }
    return jumped.map(
        to ->
            "the clock went from one round to the next to %s; nothing is removed before the machine has run for a day since"
                .formatted(to));
  }

  private boolean isOver() {
    return rounds >= MOST_ROUNDS || awake.getAsLong() - jumpedAwake >= PLAUSIBLE.toNanos();
  }
}
