package io.sightline.ingest;

import java.time.Duration;
import java.time.Instant;

/** Takes so many pictures a second, evenly by their capture time. */
final class Sampler {
  private static final double TOLERANCE = 0.1;

  private final Duration interval;
  private final Duration tolerance;
  private Instant due = Instant.MIN;
  private Instant last = Instant.MIN;

  Sampler(double fps) {
    interval = Duration.ofNanos(Math.round(1e9 / fps));
    tolerance = Duration.ofNanos(Math.round(1e9 / fps * TOLERANCE));
  }

  /**
   * A picture a little early is taken too, so that a camera that runs at just this rate loses none
   * to its jitter. The times asked for stay on a grid, so the rate is kept on the average.
   */
  boolean takes(Instant capturedAt) {
    if (capturedAt.isBefore(last)) {
      due = Instant.MIN; // The clock was set back.
    }
    if (capturedAt.isBefore(due)) {
      return false;
    }
    Instant onGrid = due == Instant.MIN ? Instant.MIN : due.plus(tolerance).plus(interval);
    Instant next = onGrid.isBefore(capturedAt) ? capturedAt.plus(interval) : onGrid;
    due = next.minus(tolerance);
    last = capturedAt;
    return true;
  }
}
