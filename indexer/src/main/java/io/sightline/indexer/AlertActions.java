package io.sightline.indexer;

import io.sightline.contract.wire.AlertAction;
import io.sightline.contract.wire.Codecs;
import io.sightline.indexer.topic.NotSavedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators do, on its way to who judges alerts. Thread-safe. */
record AlertActions(Producer<byte[], byte[]> producer, String topic) {
  private static final Logger LOG = LoggerFactory.getLogger("io.sightline.audit");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /**
   * Returns when the broker has it.
   *
   * @throws NotSavedException when that takes too long
   */
  void send(AlertAction action) {
    byte[] key = action.alertId().getBytes(StandardCharsets.UTF_8);
    try {
      producer
          .send(new ProducerRecord<>(topic, key, Codecs.ALERT_ACTION.encode(action)))
          .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new NotSavedException("Kafka has not confirmed the action: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotSavedException("the service is being stopped", e);
    }
    LOG.info(
        "alert {}: {} by {}{}{} (action {})",
        action.alertId(),
        action.kind(),
        oneLine(action.by()),
        action.kind() == AlertAction.Kind.CLOSE ? ", " + action.verdict() : "",
        action.notThisPerson() ? ", not this person" : "",
        oneLine(action.id()));
  }

  /** What a client wrote must not look like a line of the log. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
