package io.sightline.contract.wire;

import java.time.Instant;

/**
 * A record that a stage could not use, whole, with the reason: topic {@code dead-letters}. Nothing
 * is lost by being bad.
 *
 * @param key of the bad record, possibly empty
 * @param value of the bad record
 * @param stage who refused it
 */
public record DeadLetter(
    String topic,
    int partition,
    long offset,
    byte[] key,
    byte[] value,
    String stage,
    String reason,
    Instant at,
    Unknown unknown) {

  public DeadLetter(
      String topic,
      int partition,
      long offset,
      byte[] key,
      byte[] value,
      String stage,
      String reason,
      Instant at) {
    this(topic, partition, offset, key, value, stage, reason, at, Unknown.NONE);
  }
}
