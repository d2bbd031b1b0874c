package io.sightline.local;

import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/**
 * Turns Ctrl-C and SIGTERM into a clean end: the JVM waits until the run is over. Another Ctrl-C
 * meanwhile ends it at once; engines that are child processes go when they find it gone.
 */
final class StopHook implements AutoCloseable {
  /** What a shell says of a process that Ctrl-C has ended. */
  private static final int INTERRUPTED = 130;

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
  private static boolean endAtOnceNextTime() {
    try {
      Signal.handle(new Signal("INT"), signal -> Runtime.getRuntime().halt(INTERRUPTED));
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
