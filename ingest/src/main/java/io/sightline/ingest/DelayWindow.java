package io.sightline.ingest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The smallest delay of the last seconds. A window, not all of a connection: a camera whose clock
 * runs slow, or whose times count pictures at a rate that it does not keep, arrives ever later by
 * its own time, and yet its pictures are no older. For such a camera they seem older than they are
 * by what it falls behind within the window, so that is short. But pictures that come in bursts, as
 * a playlist's segments do, have a smallest delay once in a burst only: the window holds several.
 */
final class DelayWindow {
  static final long SHORTEST = Duration.ofSeconds(10).toNanos();
  static final long LONGEST = Duration.ofSeconds(30).toNanos();
  private static final int BURSTS = 3;

  private record Delay(long at, long nanos) {}

  /** Rising: one behind which a smaller has come will never be the smallest. */
  private final Deque<Delay> delays = new ArrayDeque<>();

  private long length = SHORTEST;
  private long last;
  private boolean begun;

  /** What was seen says nothing about what comes. */
  void clear() {
    delays.clear();
    length = SHORTEST;
    begun = false;
  }

  /**
   * Takes a picture's delay in.
   *
   * @param now in nanoseconds
   * @param delay from any beginning, the same for all
   * @return how much more it is than the smallest, in nanoseconds
   */
  long age(long now, long delay) {
    if (begun) {
      length = Math.min(LONGEST, Math.max(length, BURSTS * (now - last)));
    }
    begun = true;
    last = now;
    while (!delays.isEmpty() && delays.getLast().nanos() >= delay) {
      delays.removeLast();
    }
    delays.add(new Delay(now, delay));
    // Never empties it: the last is of now.
    while (now - delays.getFirst().at() > length) {
      delays.removeFirst();
    }
    return delay - delays.getFirst().nanos();
  }
}
