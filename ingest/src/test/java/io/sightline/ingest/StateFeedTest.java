package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.wire.CameraStatus;
import io.sightline.contract.wire.CameraStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StateFeedTest {
  private record Sent(CameraStatus status, Consumer<Exception> answer) {}

  private static final Exception AWAY = new TimeoutException("away");

  private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
  private final Semaphore rounds = new Semaphore(0);
  private volatile Exception refusal;
  private final StateFeed feed =
      new StateFeed(
          (status, answer) -> {
            // Read before the test hears of it, which may change it at once.
            Exception now = refusal;
            sent.add(new Sent(status, answer));
            return now;
          },
          rounds::release,
          Duration.ofMillis(100));

  @AfterEach
  void close() {
    feed.close();
  }

  /** What fails late is old news: it must not stand in the topic over what came after it. */
  @Test
  void aStateThatFailedIsSentAgainUnlessThereIsANewerOne() throws Exception {
    CameraStatus connecting = status("a", State.CONNECTING);
    CameraStatus live = status("a", State.LIVE);
    feed.report(connecting);
    feed.report(live);
    Sent first = next();
    Sent second = next();
    assertThat(List.of(first.status(), second.status())).containsExactly(connecting, live);
    first.answer().accept(AWAY);
    awaitRounds(3);
    assertThat(sent).isEmpty();
    second.answer().accept(AWAY);
    Sent again = next();
    assertThat(again.status()).isSameAs(live);
    again.answer().accept(null);
    feed.report(live);
    awaitRounds(3);
    assertThat(sent).isEmpty();
  }

  @Test
  void whatTheProducerDoesNotAcceptIsSentAgain() throws Exception {
    refusal = AWAY;
    CameraStatus lost = status("a", State.LOST);
    feed.report(lost);
    assertThat(next().status()).isSameAs(lost);
    assertThat(next().status()).isSameAs(lost);
    refusal = null;
    awaitRounds(2);
    assertThat(sent).isNotEmpty().allMatch(s -> s.status() == lost);
    sent.clear();
    awaitRounds(3);
    assertThat(sent).isEmpty();
  }

  /** Nor does the producer's thread, which brings the answers. */
  @Test
  void aCameraDoesNotWaitForAProducerThatBlocks() {
    Semaphore stuck = new Semaphore(0);
    List<CameraStatus> through = new CopyOnWriteArrayList<>();
    StateFeed slow =
        new StateFeed(
            (status, answer) -> {
              stuck.acquireUninterruptibly();
              through.add(status);
              return null;
            },
            () -> {});
    CameraStatus live = status("a", State.LIVE);
    CameraStatus stopped = status("b", State.STOPPED);
    slow.report(live);
    slow.report(stopped);
    assertThat(through).isEmpty();
    stuck.release(2);
    slow.close();
    assertThat(through).containsExactly(live, stopped);
  }

  /** In each, what is owed is sent again. */
  private void awaitRounds(int count) throws InterruptedException {
    rounds.drainPermits();
    assertThat(rounds.tryAcquire(count, 30, TimeUnit.SECONDS)).isTrue();
  }

  private Sent next() throws InterruptedException {
    Sent next = sent.poll(30, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  private static CameraStatus status(String camera, State state) {
    return new CameraStatus(camera, state, Instant.EPOCH, "", 1, 1, 5);
  }
}
