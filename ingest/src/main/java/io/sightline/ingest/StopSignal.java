package io.sightline.ingest;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells a camera's thread to stop, and wakes it when it waits. Thread-safe. */
final class StopSignal {
  private final CountDownLatch latch = new CountDownLatch(1);

  void raise() {
    latch.countDown();
  }

  boolean raised() {
    return latch.getCount() == 0;
  }

  /** Returns early when the signal is raised. */
  void pause(Duration duration) {
    try {
      latch.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      raise();
    }
  }
}
