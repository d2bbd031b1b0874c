package io.sightline.indexer.topic;

import io.sightline.contract.wire.DeadLetters;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts aside what cannot be used, whole and with the reason. */
public record DeadLetterSender(
    Producer<byte[], byte[]> producer, DeadLetters letters, DeadRecords dead) {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterSender.class);

  /**
   * Returns when the broker has it.
   *
   * @throws KafkaException when the broker does not take it
   */
  public void send(ConsumerRecord<byte[], byte[]> bad, String reason) throws InterruptedException {
    LOG.warn(
        "{} {}@{} becomes a dead letter: {}", bad.topic(), bad.partition(), bad.offset(), reason);
    try {
      producer.send(letters.of(bad, reason)).get();
    } catch (ExecutionException e) {
      throw new KafkaException("a dead letter was not taken: " + e.getCause(), e.getCause());
    }
    dead.count(letters.stage());
  }
}
