package io.sightline.ingest;

import java.time.Duration;
import java.time.Instant;

/**
 * Tells when a picture was captured, from its position in the source and the time it arrived. Never
 * goes back within one camera, unless this machine's clock was set back by a second or more: that
 * is a new beginning, and not a reason to stand still until the clock has come so far again.
 *
 * <p>A file begins when it is opened, and each picture follows at its own position; one that is
 * played faster than that begins earlier by its length, or its pictures would come before their
 * time. A live picture cannot be younger than its arrival: the smallest delay of the last seconds
 * fixes where the source's time lies on ours ({@link DelayWindow}). How old a picture is when it
 * arrives is measured by a clock that nobody sets, so that capture times follow this machine's
 * clock at once when it is set forward. Positions that go back are a new beginning.
 */
final class CaptureClock {
  private static final Duration SET_BACK = Duration.ofSeconds(1);
  private static final Duration SMALLEST_STEP = Duration.ofNanos(1);

  private final boolean live;
  private final DelayWindow delays = new DelayWindow();
  private Duration length = Duration.ZERO;
  private Instant origin;
  private Instant lastArrival = Instant.MIN;
  private long lastPosition;
  private Instant last = Instant.MIN;
  private Duration lastStep = SMALLEST_STEP;

  CaptureClock(boolean live) {
    this.live = live;
  }

  /**
   * The source was opened anew: its positions begin again.
   *
   * @param length of a file that is not played at its own pace, so that it ends now and not begins;
   *     zero for everything else
   * @return how long its first picture has to wait, or the last would be captured in the future: a
   *     file that follows another cannot begin before that has ended
   */
  Duration reopened(Duration length, Instant now) {
    this.length = length;
    origin = null;
    delays.clear();
    if (length.isZero() || last == Instant.MIN) {
      return Duration.ZERO;
    }
    Duration wait = Duration.between(now, last.plus(lastStep).plus(length));
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /**
   * @param position in the source, in nanoseconds
   * @param arrival now
   * @param nanos now, by {@link System#nanoTime}
   */
  Instant capturedAt(long position, Instant arrival, long nanos) {
    if (arrival.plus(SET_BACK).isBefore(lastArrival)) {
      origin = null;
      last = Instant.MIN;
    }
    Instant at = live ? live(position, arrival, nanos) : played(position, arrival);
    lastArrival = arrival;
    if (last != Instant.MIN) {
      at = later(at, last.plus(SMALLEST_STEP));
      lastStep = Duration.between(last, at);
    }
    last = at;
    return at;
  }

  private Instant live(long position, Instant arrival, long nanos) {
    if (position < lastPosition) {
      delays.clear();
    }
    lastPosition = position;
    return arrival.minusNanos(delays.age(nanos, nanos - position));
  }

  private Instant played(long position, Instant arrival) {
    if (origin == null) {
      Instant begins = arrival.minus(length).plusNanos(length.isZero() ? 0 : position);
      Instant follows = last == Instant.MIN ? begins : last.plus(lastStep);
      origin = later(follows, begins).minusNanos(position);
    }
    return origin.plusNanos(position);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
