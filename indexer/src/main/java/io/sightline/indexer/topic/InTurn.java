package io.sightline.indexer.topic;

import io.sightline.contract.wire.MalformedRecordException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * One record after the other: one that cannot be done now keeps those behind it waiting, one that
 * cannot be read becomes a dead letter. For one thread.
 */
public final class InTurn implements GroupLoop.Work {
  private final Step step;
  private final DeadLetterSender letters;
  private final Queue<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
  private String trouble = "";
  private int failures;

  /** What is done for a record; after a stop it may be done again. */
  public interface Step {

    /**
     * Returns why it must wait; empty when it is done with.
     *
     * @throws MalformedRecordException when it never can be
     */
    Optional<String> apply(ConsumerRecord<byte[], byte[]> record)
        throws MalformedRecordException, InterruptedException;
  }

  public InTurn(Step step, DeadLetterSender letters) {
    this.step = step;
    this.letters = letters;
  }

  @Override
  public void add(ConsumerRecord<byte[], byte[]> record) {
    records.add(record);
  }

  @Override
  public boolean advance() throws InterruptedException {
    while (!records.isEmpty()) {
      Optional<String> waits = attempt(records.peek());
      if (waits.isPresent()) {
        trouble = waits.get();
        failures++;
        return false;
      }
      failures = 0;
      records.remove();
    }
    return true;
  }

  private Optional<String> attempt(ConsumerRecord<byte[], byte[]> record)
      throws InterruptedException {
    try {
      try {
        return step.apply(record);
      } catch (MalformedRecordException e) {
        letters.send(record, e.getMessage());
        return Optional.empty();
      }
    } catch (NotSavedException | KafkaException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public int failures() {
    return failures;
  }

  @Override
  public String trouble() {
    return trouble;
  }
}
