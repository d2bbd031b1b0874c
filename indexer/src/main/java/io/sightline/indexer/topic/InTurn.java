package io.sightline.indexer.topic;

import io.sightline.contract.wire.MalformedRecordException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One record after the other: one that cannot be done now keeps those behind it waiting, one that
 * cannot be read, or fails again and again, becomes a dead letter. Where two in a row fail the same
 * way it is not the records: they wait, until the cause is gone or the next start. For one thread.
 */
public final class InTurn implements GroupLoop.Work {
  private static final Logger LOG = LoggerFactory.getLogger(InTurn.class);

  /** What failed for another reason than the record has passed by then, perhaps. */
  private static final int MOST_FAULTS = 3;

  /** Of several that fail in the same way: with the pauses between, half an hour and more. */
  private static final int MOST_FAULTS_IN_A_ROW = 100;

  private final Step step;
  private final DeadLetterSender letters;
  private final Aside aside;
  private final Queue<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
  private String trouble = "";
  private int failures;

  /** Of the first record. */
  private int faults;

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

  /** The record that was put aside last, over all batches, while none was done since. */
  private static final class Aside {
    private String place = "";
    private Optional<Class<?>> fault = Optional.empty();

    void put(String place, RuntimeException fault) {
      this.place = place;
      this.fault = Optional.of(fault.getClass());
    }

    void clear() {
      fault = Optional.empty();
    }

    /** A record that comes again, as its batch was not committed, is no other one. */
    boolean hasAnotherLike(String place, RuntimeException fault) {
      return this.fault.filter(fault.getClass()::equals).isPresent() && !this.place.equals(place);
    }
  }

  private InTurn(Step step, DeadLetterSender letters, Aside aside) {
    this.step = step;
    this.letters = letters;
    this.aside = aside;
  }

  /**
   * One after the other, for one thread.
   *
   * @param steps gives what is done for the records of a batch
   */
  public static Supplier<GroupLoop.Work> batches(Supplier<Step> steps, DeadLetterSender letters) {
    Aside aside = new Aside();
    return () -> new InTurn(steps.get(), letters, aside);
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
      faults = 0;
      records.remove();
    }
    return true;
  }

  private Optional<String> attempt(ConsumerRecord<byte[], byte[]> record)
      throws InterruptedException {
    try {
      try {
        Optional<String> waits = step.apply(record);
        if (waits.isEmpty()) {
          aside.clear();
        }
        return waits;
      } catch (MalformedRecordException e) {
        letters.send(record, e.getMessage());
        return Optional.empty();
      } catch (NotSavedException | KafkaException e) {
        throw e;
      } catch (RuntimeException e) {
        return blame(record, e);
      }
    } catch (NotSavedException | KafkaException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** What fails for this record alone would fail at each start, and keep all behind it waiting. */
  private Optional<String> blame(ConsumerRecord<byte[], byte[]> record, RuntimeException fault)
      throws InterruptedException {
    LOG.warn("{} {}@{} failed", record.topic(), record.partition(), record.offset(), fault);
    if (++faults < MOST_FAULTS) {
      return Optional.of(fault.toString());
    }
    String place = "%s %d@%d".formatted(record.topic(), record.partition(), record.offset());
    if (faults < MOST_FAULTS_IN_A_ROW && aside.hasAnotherLike(place, fault)) {
      return Optional.of("one after the other fails: " + fault);
    }
    letters.send(record, fault.toString());
    aside.put(place, fault);
    return Optional.empty();
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
