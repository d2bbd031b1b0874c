package io.sightline.contract.service;

import java.io.IOException;

/**
 * A start that another thread may break off. What comes after it, closing above all, is not
 * interrupted any more.
 */
final class Start {
  private final Service service;
  private final Thread thread;
  private boolean going = true;

  /**
   * @param thread that will run it
   */
  Start(Service service, Thread thread) {
    this.service = service;
    this.thread = thread;
  }

  /**
   * @throws InterruptedException when it was broken off
   */
  void run() throws IOException, InterruptedException {
    try {
      service.start();
    } finally {
      synchronized (this) {
        going = false;
        // One that comes this late is for the start, too.
        Thread.interrupted();
      }
    }
  }

  synchronized void interrupt() {
    if (going) {
      thread.interrupt();
    }
  }
}
