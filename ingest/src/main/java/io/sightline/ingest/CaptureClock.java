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
 * time. A live picture cannot be younger than its arrival: the smallest delay seen fixes where the
 * source's time lies on our clock. That may grow again by a thousandth, so that a camera whose
 * clock runs slow does not fall behind for ever. Positions that go back, or a picture that seems
 * half a minute late, are a new beginning; a playlist's segments come in one piece, and their
 * pictures are late by its length.
 */
final class CaptureClock {
  private static final long DRIFT = 1000;
  private static final Duration JUMP = Duration.ofSeconds(30);
  private static final Duration SET_BACK = Duration.ofSeconds(1);
  private static final Duration SMALLEST_STEP = Duration.ofNanos(1);

  private final boolean live;
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
    if (length.isZero() || last == Instant.MIN) {
      return Duration.ZERO;
    }
    Duration wait = Duration.between(now, last.plus(lastStep).plus(length));
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /**
   * @param position in the source, in nanoseconds
   * @param arrival now
   */
  Instant capturedAt(long position, Instant arrival) {
    if (arrival.plus(SET_BACK).isBefore(lastArrival)) {
      origin = null;
      last = Instant.MIN;
    }
    if (live) {
      anchorLive(position, arrival);
    } else if (origin == null) {
      Instant begins = arrival.minus(length).plusNanos(length.isZero() ? 0 : position);
      Instant follows = last == Instant.MIN ? begins : last.plus(lastStep);
      origin = later(follows, begins).minusNanos(position);
    }
    lastArrival = arrival;
    Instant at = origin.plusNanos(position);
    if (last != Instant.MIN) {
      at = later(at, last.plus(SMALLEST_STEP));
      lastStep = Duration.between(last, at);
    }
    last = at;
    return at;
  }

  private void anchorLive(long position, Instant arrival) {
    Instant candidate = arrival.minusNanos(position);
    if (origin == null
        || position < lastPosition
        || Duration.between(origin, candidate).compareTo(JUMP) > 0) {
      origin = candidate;
    } else {
      Instant drifted = origin.plus(Duration.between(lastArrival, arrival).dividedBy(DRIFT));
      origin = candidate.isBefore(drifted) ? candidate : drifted;
    }
    lastPosition = position;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
