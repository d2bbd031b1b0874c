package io.sightline.contract.service;

/** Waiting that an interrupt does not cut short. */
public final class Uninterrupted {
  private Uninterrupted() {}

  /** What is waited for; asked again after an interrupt, so a limit has to be a point in time. */
  public interface Waiting<T, E extends Exception> {

    T await() throws InterruptedException, E;
  }

  /** Returns or throws what comes of it; an interrupt is kept for later. */
  public static <T, E extends Exception> T until(Waiting<T, E> waiting) throws E {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return waiting.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
