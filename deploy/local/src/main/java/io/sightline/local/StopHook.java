package io.sightline.local;

import java.util.concurrent.CountDownLatch;

/** Turns Ctrl-C and SIGTERM into a clean end: the JVM waits until the run is over. */
final class StopHook implements AutoCloseable {
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopAndWait, "stop");

  StopHook() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  CountDownLatch latch() {
    return stop;
  }

  private void stopAndWait() {
    if (over.getCount() > 0) {
      System.err.println("stopping ...");
    }
    stop.countDown();
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook runs, and ends now.
    }
  }
}
