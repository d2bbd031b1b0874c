package io.sightline.recognizer.stream;

import io.sightline.contract.service.Namesake;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link RecognitionSession} at work: when one fails, another takes up where the last
 * commit was. Runs in one thread of its own.
 */
public final class RecognitionLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecognitionLoop.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /**
   * Kafka refuses the transactions of a process that stood still for long and of one with a
   * namesake. Which it was, the group says with its next heartbeat, every 3 s; a session begun
   * before would turn that namesake away.
   */
  private static final Duration DOUBT = Duration.ofSeconds(8);

  private final Supplier<RecognitionSession> sessions;
  private final Namesake namesake;
  private final Thread thread = new Thread(this::run, "recognition");
  private volatile boolean stopping;
  private volatile RecognitionSession session;
  private volatile String trouble = "";

  public RecognitionLoop(Supplier<RecognitionSession> sessions, Namesake namesake) {
    this.sessions = sessions;
    this.namesake = namesake;
  }

  public void start() {
    thread.start();
  }

  /** What the last session failed of; empty while all is well. */
  public String trouble() {
    return trouble;
  }

  private void run() {
    while (!stopping && namesake.found().isEmpty()) {
      try (RecognitionSession current = sessions.get()) {
        session = current;
        if (stopping) {
          return;
        }
        current.run(() -> trouble = "");
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (namesake.causes(e)) {
          break;
        }
        trouble = String.valueOf(e.getMessage());
        LOG.warn("recognition starts again from the last commit: {}", trouble, e);
        pause(refused(e) ? DOUBT : PAUSE);
      } catch (Error e) {
        trouble = "given up: " + e;
        LOG.error("recognition is given up", e);
        return;
      }
    }
    if (!stopping) {
      trouble = namesake.found();
    }
  }

  private static boolean refused(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof ProducerFencedException || e instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }

  private void pause(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      stopping = true;
    }
  }

  /** Finishes the batch in hand. */
  @Override
  public void close() {
    stopping = true;
    RecognitionSession current = session;
    if (current != null) {
      current.stop();
    }
    try {
      thread.join(Duration.ofSeconds(30).toMillis());
      thread.interrupt();
      // As long as a session waits for the engines: who closes them next must not find them at
      // work.
      thread.join(Duration.ofSeconds(75).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
