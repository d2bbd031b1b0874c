package io.sightline.indexer.topic;

import io.sightline.contract.service.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does work for each record of a topic, as a member of a consumer group and on a thread of its own.
 * It reads no more before a batch is done whole, and commits offsets only then; while work cannot
 * be done it tries again after growing, jittered pauses, for as long as the work wants. After a
 * fault of Kafka's or of the work's it begins anew, after such a pause, with what is not committed.
 */
public final class GroupLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupLoop.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration FAREWELL = Duration.ofSeconds(20);

  private final KafkaSettings kafka;
  private final String role;
  private final String topic;
  private final int most;
  private final Pauses pauses;
  private final Supplier<Work> works;
  private final Function<Map<String, Object>, Consumer<byte[], byte[]>> consumers;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile boolean broken;

  /** Since a batch was done; the thread's own. */
  private int faults;

  private volatile String trouble = "";

  /** One batch; used by one thread. */
  public interface Work {

    void add(ConsumerRecord<byte[], byte[]> record);

    /** Does what can be done now; says whether that was all. */
    boolean advance() throws InterruptedException;

    /** How often in a row it could not go on. */
    int failures();

    /** Why it is not done; empty when it is. */
    String trouble();
  }

  /**
   * How long to rest: twice as long after each failure, between half of that and all of it at
   * random.
   */
  public record Pauses(Duration shortest, Duration longest) {

    public Duration after(int failures) {
      double whole =
          Math.min(longest.toMillis(), shortest.toMillis() * Math.pow(2, failures - 1.0));
      return Duration.ofMillis((long) (whole * ThreadLocalRandom.current().nextDouble(0.5, 1)));
    }
  }

  /**
   * @param role names the group and the thread
   * @param most records in a batch
   */
  public GroupLoop(
      KafkaSettings kafka,
      String role,
      String topic,
      int most,
      Pauses pauses,
      Supplier<Work> works) {
    this(
        kafka,
        role,
        topic,
        most,
        pauses,
        works,
        settings ->
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  GroupLoop(
      KafkaSettings kafka,
      String role,
      String topic,
      int most,
      Pauses pauses,
      Supplier<Work> works,
      Function<Map<String, Object>, Consumer<byte[], byte[]>> consumers) {
    this.consumers = consumers;
    this.kafka = kafka;
    this.role = role;
    this.topic = topic;
    this.most = most;
    this.pauses = pauses;
    this.works = works;
    this.thread = new Thread(this::run, role);
  }

  public void start() {
    thread.start();
  }

  /** Why nothing can be done just now; empty while all is well. */
  public String trouble() {
    return trouble;
  }

  /** Whether it does not read at all, without being told to. */
  public boolean dead() {
    return !stopping && (broken || thread.getState() == Thread.State.TERMINATED);
  }

  private void run() {
    try {
      while (!stopping) {
        try {
          readOn();
        } catch (InterruptException | InterruptedException e) {
          LOG.debug("{}: told to stop", role);
          return;
        } catch (RuntimeException e) {
          trouble = topic + " is not read, beginning anew: " + e.getMessage();
          // Who sees this reads why.
          broken = true;
          LOG.warn("{} begins to read {} anew: {}", role, topic, e.getMessage(), e);
          LockSupport.parkNanos(pauses.after(++faults).toNanos());
        }
      }
    } catch (Error e) {
      trouble = "stopped: " + e.getMessage();
      LOG.error("{} stopped reading {}: {}", role, topic, e.getMessage(), e);
    }
  }

  private void readOn() throws InterruptedException {
    try (var consumer = consumers.apply(settings())) {
      consumer.subscribe(List.of(topic));
      while (!stopping) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (broken) {
          broken = false;
          trouble = "";
        }
        if (!records.isEmpty() && work(records, consumer)) {
          commit(consumer);
          faults = 0;
        }
      }
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = kafka.consumer();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.name(role));
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, most);
    // After this long the partitions of a process that was killed move on.
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    // One try may take its time.
    settings.put(
        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) Duration.ofMinutes(15).toMillis());
    return settings;
  }

  private void commit(Consumer<byte[], byte[]> consumer) {
    try {
      consumer.commitSync();
    } catch (CommitFailedException | RebalanceInProgressException e) {
      // Another process has taken over meanwhile; what it does again changes nothing.
      LOG.info("{}: the batch will be done again: {}", role, e.getMessage());
    } catch (RetriableException e) {
      // The broker is away; the next commit says this, too.
      LOG.warn("{}: offsets are not committed: {}", role, e.getMessage());
    }
  }

  /** Returns whether the batch is done with; false when told to stop in the middle. */
  private boolean work(ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer)
      throws InterruptedException {
    Work work = works.get();
    records.forEach(work::add);
    while (!work.advance()) {
      trouble = work.trouble();
      if (stopping) {
        LOG.info("{}: the last batch stays uncommitted, for the next start: {}", role, trouble);
        return false;
      }
      LOG.warn("{} waits: {}", role, trouble);
      rest(pauses.after(work.failures()), work, consumer);
    }
    trouble = "";
    consumer.resume(consumer.paused());
    return true;
  }

  /** Waits and stays in the group: a member that does not poll is taken for dead. */
  private void rest(Duration pause, Work work, Consumer<byte[], byte[]> consumer) {
    long end = System.nanoTime() + pause.toNanos();
    while (!stopping && System.nanoTime() < end) {
      consumer.pause(consumer.assignment());
      long left = Math.max(0, end - System.nanoTime());
      // A partition that was assigned this moment is not paused yet and may bring records.
      consumer.poll(Duration.ofNanos(Math.min(POLL.toNanos(), left))).forEach(work::add);
    }
  }

  /** Takes no more work; {@link #close} waits for what is in hand. */
  public void stop() {
    stopping = true;
    LockSupport.unpark(thread);
  }

  /** Finishes the batch in hand. */
  @Override
  public void close() {
    stop();
    try {
      thread.join(FAREWELL.toMillis());
      thread.interrupt();
      thread.join(FAREWELL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
