package io.sightline.recognizer.engine;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Threads for native code that overflows the megabyte of stack that a Java thread has by default:
 * the JVM would die without a word.
 */
final class DeepStack {
  private static final long BYTES = 64 << 20;

  private DeepStack() {}

  /** What it gives; an interrupt is kept for later. */
  static <T> T call(String thread, Supplier<T> what) {
    FutureTask<T> task = new FutureTask<>(what::get);
    new Thread(null, task, thread, BYTES).start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw (Error) e.getCause();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
