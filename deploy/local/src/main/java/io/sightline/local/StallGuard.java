package io.sightline.local;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Closes a stream that nothing has come from for too long: who reads it would wait without end. */
final class StallGuard implements AutoCloseable {
  private final InputStream in;
  private final Duration limit;
  private final Thread thread = new Thread(this::watch, "stall guard");
  private volatile long last = System.nanoTime();
  private volatile boolean stalled;

  StallGuard(InputStream in, Duration limit) {
    this.in = in;
    this.limit = limit;
    thread.setDaemon(true);
    thread.start();
  }

  /** Something has come. */
  void stir() {
    last = System.nanoTime();
  }

  /** Whether it is closed for that. */
  boolean stalled() {
    return stalled;
  }

  private void watch() {
    try {
      for (long left = left(); left > 0; left = left()) {
        Thread.sleep(1 + left / 1_000_000);
      }
      stalled = true;
      in.close();
    } catch (InterruptedException e) {
      // All has come.
    } catch (IOException e) {
      // Closed or not: who reads it hears of it.
    }
  }

  private long left() {
    return limit.toNanos() - (System.nanoTime() - last);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
