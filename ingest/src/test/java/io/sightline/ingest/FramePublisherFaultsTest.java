package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.wire.CameraStatus;
import io.sightline.contract.wire.CameraStatus.State;
import io.sightline.contract.wire.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** With Kafka's own stand-in for a producer, which fails as it is told to. */
class FramePublisherFaultsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CameraMetrics metrics = new CameraMetrics(registry, "a");
  private final Faulty producer = new Faulty();
  private final FramePublisher publisher =
      new FramePublisher(producer, Faulty::new, 1 << 20, SightlineConfig.defaults().topics());

  /** One that is left open speaks on the logger of the tests that follow. */
  @AfterEach
  void end() {
    publisher.close();
  }

  private static final class Faulty extends MockProducer<byte[], byte[]> {
    boolean full;
    int sends;

    Faulty() {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      sends++;
      if (full) {
        // As the real one does when it has no memory left, after max.block.ms.
        callback.onCompletion(null, new TimeoutException("no memory"));
        return null;
      }
      return super.send(record, callback);
    }

    /** What waits when time is up fails. */
    @Override
    public synchronized void close(Duration limit) {
      while (errorNext(new TimeoutException("closed"))) {}
      super.close(limit);
    }
  }

  /** It ended a camera's thread without a state. */
  @Test
  void aProducerThatCannotGoOnIsARefusalAndSaid() {
    producer.sendException = new KafkaException("a request before failed");
    assertThat(publish()).isFalse();
    assertThat(failed()).isEqualTo(1);
    assertThat(publisher.broken()).contains("a request before failed");
    producer.sendException = null;
    assertThat(publish()).isTrue();
    assertThat(publisher.broken()).isEmpty();
  }

  /** A thread that waits for room does not read its camera's socket. */
  @Test
  void aFullProducerIsNotAskedForEachFrame() {
    producer.full = true;
    for (int i = 0; i < 50; i++) {
      assertThat(publish()).isFalse();
    }
    assertThat(failed()).isEqualTo(50);
    // One at the start, and one a second.
    assertThat(producer.sends).isLessThan(20);
  }

  @Test
  void framesThatAreTooLargeAreTheirCamerasTrouble() {
    publish();
    producer.errorNext(new RecordTooLargeException("9 MB"));
    assertThat(publisher.trouble("a")).contains("takes no frames", "jpeg_quality");
    assertThat(publisher.trouble("b")).isEmpty();
  }

  @Test
  void whatStillWaitsAtTheEndIsCountedAndSaid() {
    publish();
    publish();
    publish();
    producer.completeNext();
    List<String> log = close();
    assertThat(failed()).isEqualTo(2);
    assertThat(log)
        .containsExactly("2 frames that waited for Kafka are lost: it did not take them in time");
  }

  /** The topic shows them as they were before, and nobody could tell which. */
  @Test
  void whoseLastStateKafkaDoesNotHaveIsSaidAtTheEnd() {
    publisher.report(status("told", State.LIVE));
    publisher.report(status("b", State.LIVE));
    await().atMost(Duration.ofSeconds(30)).until(() -> producer.history().size() == 2);
    producer.completeNext();
    producer.completeNext();
    publisher.report(status("b", State.STOPPED));
    publisher.report(status("a", State.STOPPED));
    assertThat(close()).containsExactly("Kafka does not have the last state of cameras [a, b]");
  }

  /** Returns what the log says. */
  private List<String> close() {
    Logger logger = (Logger) LoggerFactory.getLogger(FramePublisher.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      publisher.close();
    } finally {
      logger.detachAppender(log);
    }
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static CameraStatus status(String camera, State state) {
    return new CameraStatus(camera, state, Instant.EPOCH, "", 1, 1, 5);
  }

  private boolean publish() {
    Frame frame = new Frame("a-x-0", "a", 0, Instant.EPOCH, 1, 1, new byte[100]);
    return publisher.publish(frame, false, () -> false, metrics);
  }

  private double failed() {
    return metrics.refused.count();
  }
}
