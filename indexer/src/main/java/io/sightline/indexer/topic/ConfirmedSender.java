package io.sightline.indexer.topic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes records to a topic and waits until the broker has each. Thread-safe. */
public record ConfirmedSender(Producer<byte[], byte[]> producer, String topic) {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /**
   * Returns when the broker has it.
   *
   * @throws NotSavedException when that takes too long
   */
  public void send(String key, byte[] value) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    try {
      producer
          .send(new ProducerRecord<>(topic, name, value))
          .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new NotSavedException(
          "Kafka has not confirmed a record of " + topic + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotSavedException("the service is being stopped", e);
    }
  }
}
