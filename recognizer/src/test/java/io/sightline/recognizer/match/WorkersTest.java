package io.sightline.recognizer.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {
  @Test
  void allResultsComeInOrder() {
    assertThat(Workers.all(40, w -> w * w)).hasSize(40).startsWith(0, 1, 4).endsWith(1521);
  }

  /**
   * The caller's own part fails while the pool's is at work: that is what a stream leaves alone.
   */
  @Test
  void aFailureIsThrownWhenNobodyIsAtWorkAnyMore() {
    Thread caller = Thread.currentThread();
    CountDownLatch atWork = new CountDownLatch(1);
    AtomicInteger busy = new AtomicInteger();
    assertThatThrownBy(
            () ->
                Workers.all(
                    2,
                    w -> {
                      if (Thread.currentThread() == caller) {
                        await(atWork, 60_000);
                        throw new IllegalStateException("first");
                      }
                      busy.incrementAndGet();
                      atWork.countDown();
                      awaitThatItWaits(caller);
                      busy.decrementAndGet();
                      throw new IllegalStateException("second");
                    }))
        .satisfies(e -> assertThat(busy).hasValue(0))
        .hasMessage("first")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1))
        .hasSuppressedException(new IllegalStateException("second"));
  }

  @Test
  void nothingBeginsAfterAFailure() {
    AtomicInteger begun = new AtomicInteger();
    assertThatThrownBy(
            () ->
                Workers.all(
                    1000,
                    w -> {
                      begun.incrementAndGet();
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);
    // One for each thread that had begun by then.
    assertThat(begun).hasValueLessThan(1000);
  }

  @Test
  void whatSeveralThrowIsThrownOnce() {
    IllegalStateException same = new IllegalStateException("of all");
    CountDownLatch atWork = new CountDownLatch(2);
    assertThatThrownBy(
            () ->
                Workers.all(
                    2,
                    w -> {
                      atWork.countDown();
                      await(atWork, 60_000);
                      throw same;
                    }))
        .isSameAs(same)
        .hasNoSuppressedExceptions();
  }

  /** Without limit of time: for others. */
  private static void awaitThatItWaits(Thread thread) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (thread.getState() != Thread.State.WAITING && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch, long millis) {
    try {
      latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
