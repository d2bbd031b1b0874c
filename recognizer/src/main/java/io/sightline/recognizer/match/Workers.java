package io.sightline.recognizer.match;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Shares work out among the common pool's threads, and is over when all of it is. A stream alone
 * throws what the first of them throws, while others still read memory that the caller frees then.
 */
final class Workers {
  private Workers() {}

  /**
   * Returns when none is at work any more. After a failure none begins, and the first one is
   * thrown, with those of others as suppressed ones.
   *
   * @param work called with 0 to count - 1, on any threads
   */
  static <T> List<T> all(int count, IntFunction<T> work) {
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<T> results =
        IntStream.range(0, count).parallel().mapToObj(w -> attempt(w, work, failures)).toList();
    Throwable first = failures.poll();
    if (first == null) {
      return results;
    }
    // The same one may come from two of them, and suppresses no other of itself.
    failures.stream().filter(f -> f != first).forEach(first::addSuppressed);
    if (first instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) first;
  }

  private static <T> T attempt(int worker, IntFunction<T> work, Queue<Throwable> failures) {
    if (!failures.isEmpty()) {
      return null;
    }
    try {
      return work.apply(worker);
    } catch (RuntimeException | Error e) {
      failures.add(e);
      return null;
    }
  }
}
