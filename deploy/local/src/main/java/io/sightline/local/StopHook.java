package io.sightline.local;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/**
 * Turns Ctrl-C and SIGTERM into a clean end: the JVM waits until the run is over. Another Ctrl-C
 * meanwhile, a second later or more, ends it at once; engines that are child processes go when they
 * find it gone.
 */
final class StopHook implements AutoCloseable {
  /** What a shell says of a process that Ctrl-C has ended. */
  private static final int INTERRUPTED = 130;

  /** What starts a program may pass on to it the Ctrl-C that the terminal has sent it, too. */
  private static final Duration ECHO = Duration.ofSeconds(1);

  private final Duration echo;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopAndWait, "stop");

  StopHook() {
    this(ECHO);
  }

  /**
   * @param echo how long after the first Ctrl-C another one is the same
   */
  StopHook(Duration echo) {
    this.echo = echo;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  CountDownLatch latch() {
    return stop;
  }

  private void stopAndWait() {
    if (over.getCount() > 0) {
      System.err.println(
          "stopping ..." + (endAtOnceNextTime() ? " Ctrl-C now ends it at once" : ""));
    }
    stop.countDown();
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A JVM that is ending does not hear of signals any more, unless it is asked to. */
  private boolean endAtOnceNextTime() {
    long first = System.nanoTime();
    try {
      Signal.handle(
          new Signal("INT"),
          signal -> {
            if (System.nanoTime() - first > echo.toNanos()) {
              Runtime.getRuntime().halt(INTERRUPTED);
            }
          });
      return true;
    } catch (IllegalArgumentException | LinkageError e) {
      // A JVM that was told to leave signals alone (-Xrs), or one without module jdk.unsupported.
      return false;
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
