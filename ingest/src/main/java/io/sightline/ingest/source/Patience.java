package io.sightline.ingest.source;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When no more is to be expected of a source, or of what decodes it. What is of no use is counted;
 * a live source also has its time, as data may come of which no picture is ever made. Before the
 * first picture a live source has nothing but time: who joins it in its middle sees damage until a
 * whole picture comes.
 */
final class Patience {
  private final boolean live;
  private final SourceLimits limits;
  private final LongSupplier nanos;
  private boolean begun;
  private boolean waiting;
  private long since;
  private int useless;

  /**
   * @param nanos a clock that nobody sets
   */
  Patience(boolean live, SourceLimits limits, LongSupplier nanos) {
    this.live = live;
    this.limits = limits;
    this.nanos = nanos;
  }

  /** A picture is asked for: only from now on its absence is the source's fault. */
  void waiting() {
    if (!waiting) {
      waiting = true;
      since = nanos.getAsLong();
    }
  }

  /** A picture came, of use or not. */
  void came() {
    waiting = false;
  }

  /** It was of use. */
  void good() {
    begun = true;
    useless = 0;
  }

  /** There was a picture of use. */
  boolean begun() {
    return begun;
  }

  void damaged() {
    if (begun || !live) {
      useless++;
    }
  }

  /** A whole picture that cannot be used: the next will be no better. */
  void unusable() {
    useless++;
  }

  boolean spent(int count) {
    return useless >= count;
  }

  /** Data come, and no picture. */
  boolean overdue() {
    return live && waiting && nanos.getAsLong() - since > limit().toNanos();
  }

  Duration limit() {
    return begun ? limits.read() : limits.first();
  }

  /** As if the source had just been opened, and a picture asked for. */
  void anew() {
    begun = false;
    useless = 0;
    waiting = false;
    waiting();
  }
}
