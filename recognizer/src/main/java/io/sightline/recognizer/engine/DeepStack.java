package io.sightline.recognizer.engine;

import io.sightline.contract.service.Uninterrupted;
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
    try {
      return Uninterrupted.until(task::get);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw (Error) e.getCause();
    }
  }
}
