package io.sightline.trainer.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM as a question that is asked between steps. The process stays until this is
 * closed, ten minutes at the most, so that a checkpoint can be written.
 */
public final class Interruption implements AutoCloseable {
  private static final long PATIENCE_MINUTES = 10;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::hold, "trainer-stop");
  private volatile boolean asked;

  public Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void hold() {
    asked = true;
    try {
      done.await(PATIENCE_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public boolean asked() {
    return asked;
  }

  /**
   * To be called when the work fails, before this is closed. Does not return when the process was
   * asked to stop: once this is closed it ends as if all had gone well, before anybody up the stack
   * can say what did not. So the reason goes to standard error here, and the exit code is 1.
   *
   * @param explained whether the message says it all
   */
  public void failed(RuntimeException reason, boolean explained) {
    if (!asked) {
      return;
    }
    if (explained) {
      System.err.println(reason.getMessage());
    } else {
      reason.printStackTrace();
    }
    System.err.flush();
    Runtime.getRuntime().halt(1);
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook runs, and ends now.
    }
  }
}
