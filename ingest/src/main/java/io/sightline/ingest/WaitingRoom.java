package io.sightline.ingest;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Which live frames are handed to the producer at all. Its buffer is one for all cameras: those
 * whose partition has no leader must not fill it for the others; and when it is full, a camera's
 * thread that waits for room does not read its socket meanwhile, and the camera hangs up.
 * Thread-safe.
 */
final class WaitingRoom {
  /** How often it is tried, for all cameras together, whether a full buffer has room again. */
  static final Duration PROBE = Duration.ofSeconds(1);

  private final double bytes;
  private final DoubleSupplier free;
  private final LongSupplier clock;
  private final Map<String, Long> waiting = new HashMap<>();
  private boolean full;
  private long nextProbe;

  /**
   * @param bytes of the buffer
   * @param free how many of them are, at the moment
   * @param clock {@link System#nanoTime}
   */
  WaitingRoom(double bytes, DoubleSupplier free, LongSupplier clock) {
    this.bytes = bytes;
    this.free = free;
    this.clock = clock;
  }

  /**
   * Whether this frame may be handed over, which may take as long as the producer may block. Each
   * camera is sure of its share of the last quarter of the buffer; the rest is anybody's.
   */
  synchronized boolean admits(String camera, int size) {
    long now = clock.getAsLong();
    if (full && now - nextProbe < 0) {
      return false;
    }
    long own = waiting.computeIfAbsent(camera, c -> 0L);
    double last = bytes / 4;
    if (own > 0 && own + size > last / waiting.size() && free.getAsDouble() < last) {
      return false;
    }
    nextProbe = now + PROBE.toNanos();
    return true;
  }

  synchronized void came(String camera, int size) {
    waiting.merge(camera, (long) size, Long::sum);
  }

  synchronized void left(String camera, int size) {
    waiting.merge(camera, (long) -size, Long::sum);
  }

  /** The producer had no room for a frame in the time that it may block. */
  synchronized void full() {
    full = true;
    nextProbe = clock.getAsLong() + PROBE.toNanos();
  }

  /** The producer had room for a frame, or Kafka took one. */
  synchronized void room() {
    full = false;
  }
}
