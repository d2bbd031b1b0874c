package io.sightline.indexer.topic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes records to a topic and waits until the broker has each. Thread-safe. */
public record ConfirmedSender(Producer<byte[], byte[]> producer, String topic) {
  private static final Logger LOG = LoggerFactory.getLogger(ConfirmedSender.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /**
   * Returns when the broker has it, with its place.
   *
   * @param value null for a tombstone
   * @throws NotSavedException when that takes too long
   */
  public RecordMetadata send(String key, byte[] value) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    try {
      return producer
          .send(new ProducerRecord<>(topic, name, value))
          .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw NotSavedException.unconfirmed(reason(e), e);
    } catch (InterruptedException e) {
      throw NotSavedException.stopping(e);
    }
  }

  /**
   * Writes a tombstone of nobody. Kafka removes what was forgotten only from segments that are
   * closed, and closes one only when something is written, which else nobody might for months.
   */
  public void stir() {
    try {
      send("", null);
    } catch (NotSavedException e) {
      LOG.warn("what was removed from {} may lie in Kafka for longer: {}", topic, e.getMessage());
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
    return cause.getMessage() == null ? "no answer within " + LIMIT : cause.getMessage();
  }
}
