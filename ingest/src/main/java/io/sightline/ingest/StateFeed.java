package io.sightline.ingest;

import io.sightline.contract.wire.CameraStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the cameras' states, in the order in which they were reported, and again what Kafka did not
 * take. From a thread of its own: a full producer would hold up the cameras, and its I/O thread,
 * that brings the answers, even more. Thread-safe.
 */
final class StateFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateFeed.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Sending sending;
  private final ScheduledExecutorService thread;

  /** The newest state of each camera, and those that Kafka did not take. */
  private final Map<String, CameraStatus> newest = new ConcurrentHashMap<>();

  private final Map<String, CameraStatus> owed = new ConcurrentHashMap<>();

  /** Those that Kafka has not said that it has, be it that they still wait. */
  private final Map<String, CameraStatus> untold = new ConcurrentHashMap<>();

  /** Hands a state to the producer. */
  interface Sending {
    /**
     * Returns why it was not accepted; null when it was.
     *
     * @param answer called later with what became of it: null, or why it failed
     */
    Exception send(CameraStatus status, Consumer<Exception> answer);
  }

  /**
   * @param meanwhile done each second, too
   */
  StateFeed(Sending sending, Runnable meanwhile) {
    this(sending, meanwhile, PAUSE);
  }

  /**
   * @param pause in place of a second
   */
  StateFeed(Sending sending, Runnable meanwhile, Duration pause) {
    this.sending = sending;
    thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "camera-states");
              made.setDaemon(true);
              return made;
            });
    thread.scheduleWithFixedDelay(
        () -> quietly(this::sendAgain), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    thread.scheduleWithFixedDelay(
        () -> quietly(meanwhile), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns at once. A state that is told of already is not sent once more. */
  void report(CameraStatus status) {
    if (newest.put(status.cameraId(), status) == status) {
      return;
    }
    untold.put(status.cameraId(), status);
    try {
      thread.execute(() -> quietly(() -> send(status)));
    } catch (RejectedExecutionException e) {
      LOG.warn("camera {}: state {} comes too late", status.cameraId(), status.state());
    }
  }

  private void sendAgain() {
    for (CameraStatus status : owed.values()) {
      // A newer one has its own turn: sent now, this one would follow it.
      if (newest.get(status.cameraId()) != status) {
        owed.remove(status.cameraId(), status);
      } else if (!send(status)) {
        return; // Nor would it take the others, and each may block.
      }
    }
  }

  /** Returns whether the producer accepted it. */
  private boolean send(CameraStatus status) {
    boolean news = owed.get(status.cameraId()) != status;
    owed.remove(status.cameraId());
    Exception refusal = sending.send(status, error -> answered(status, error, news));
    if (refusal != null) {
      answered(status, refusal, news);
    }
    return refusal == null;
  }

  private void answered(CameraStatus status, Exception error, boolean news) {
    if (error == null) {
      untold.remove(status.cameraId(), status);
    }
    if (error == null || newest.get(status.cameraId()) != status) {
      return;
    }
    owed.put(status.cameraId(), status);
    if (news) {
      LOG.warn(
          "camera {}: state {} not sent yet: {}",
          status.cameraId(),
          status.state(),
          error.toString());
    }
  }

  /** The cameras whose last state Kafka does not have, as far as is known, in order. */
  Collection<String> untold() {
    return new TreeSet<>(untold.keySet());
  }

  /** What a periodic task throws would end it without a word. */
  private static void quietly(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("states of cameras: unexpected", e);
    }
  }

  /** Hands over what was reported. Safe to call again. */
  @Override
  public void close() {
    if (thread.isShutdown()) {
      return;
    }
    thread.execute(() -> quietly(this::sendAgain));
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("not all states of cameras were sent");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
