package io.sightline.contract.wire;

import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the dead letter of a record that a stage could not use. */
public record DeadLetters(Topics topics, String stage, Clock clock) {
  private static final byte[] NOTHING = new byte[0];

  /** What to send, in the stage's own transaction where it has one. */
  public ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> bad, String reason) {
    DeadLetter letter =
        new DeadLetter(
            bad.topic(),
            bad.partition(),
            bad.offset(),
            bad.key() == null ? NOTHING : bad.key(),
            bad.value() == null ? NOTHING : bad.value(),
            stage,
            reason,
            clock.instant());
    return new ProducerRecord<>(
        topics.deadLetters().name(), bad.key(), Codecs.DEAD_LETTER.encode(letter));
  }
}
