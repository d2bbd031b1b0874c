package io.sightline.ingest;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubling from half a second to half a minute, each time
 * between the half and the whole of it, so that cameras lost together do not come back together.
 */
final class Backoff {
  static final Duration FIRST = Duration.ofMillis(500);
  static final Duration LONGEST = Duration.ofSeconds(30);

  /** Cameras lock an address out for half an hour after some false passwords. */
  static final Duration REFUSED = Duration.ofMinutes(5);

  private final RandomGenerator random;
  private Duration bound = FIRST;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  Duration next() {
    Duration wait = within(bound);
    Duration doubled = bound.multipliedBy(2);
    bound = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return wait;
  }

  /** After our credentials were refused. */
  Duration refused() {
    return within(REFUSED);
  }

  private Duration within(Duration most) {
    return most.dividedBy(2).plusMillis(random.nextLong(most.toMillis() / 2 + 1));
  }

  /** The source worked for a while. */
  void reset() {
    bound = FIRST;
  }
}
