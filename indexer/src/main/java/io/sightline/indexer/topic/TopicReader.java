package io.sightline.indexer.topic;

import io.sightline.contract.service.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a whole topic, every partition of it, on a thread of its own and outside of any consumer
 * group: for what each process must hold by itself. After a fault of Kafka's it begins anew where
 * it was.
 */
public final class TopicReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Where reading begins. */
  public enum From {
    BEGINNING,
    END
  }

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final String topic;
  private final Handler handler;

  /** Up to where it is read, from the first offset on. */
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  private final Thread thread;
  private volatile Consumer<byte[], byte[]> reading;
  private volatile boolean stopped;
  private volatile String trouble = "";

  /** Called for one record after the other; one that it throws at is left out. */
  @FunctionalInterface
  public interface Handler {
    void handle(ConsumerRecord<byte[], byte[]> record);
  }

  /** May be told of a record again after a fault. */
  public TopicReader(KafkaSettings kafka, String topic, Handler handler) {
    this(
        () ->
            new KafkaConsumer<>(
                kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        topic,
        handler);
  }

  TopicReader(Supplier<Consumer<byte[], byte[]>> consumers, String topic, Handler handler) {
    this.consumers = consumers;
    this.topic = topic;
    this.handler = handler;
    this.thread = new Thread(this::run, "reader-" + topic);
  }

  /** Everything written after this returns is read; from the beginning, all that was there too. */
  public void start(From from) throws InterruptedException {
    Map<TopicPartition, Long> ends;
    try (var consumer = consumers.get()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      ends = consumer.endOffsets(partitions);
      positions.putAll(from == From.END ? ends : consumer.beginningOffsets(partitions));
    }
    thread.start();
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      awaitPosition(end.getKey(), end.getValue(), Duration.ofMinutes(5));
    }
  }

  /**
   * Returns when the record at this offset has been handled.
   *
   * @throws IllegalStateException when that takes longer
   */
  public void await(int partition, long offset, Duration limit) throws InterruptedException {
    awaitPosition(new TopicPartition(topic, partition), offset + 1, limit);
  }

  /** Why the topic is no longer read; empty while all is well. */
  public String trouble() {
    return trouble;
  }

  private void awaitPosition(TopicPartition partition, long position, Duration limit)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (positions) {
      while (positions.getOrDefault(partition, -1L) < position) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0 || stopped) {
          throw new IllegalStateException(
              partition + " could not be read up to " + position + " within " + limit);
        }
        positions.wait(left);
      }
    }
  }

  private void run() {
    try {
      while (!stopped) {
        try {
          readOn();
        } catch (InterruptException | WakeupException e) {
          return;
        } catch (RuntimeException e) {
          trouble = "topic " + topic + " is not read, beginning anew: " + e.getMessage();
          LOG.warn("topic {} is not read, beginning anew: {}", topic, e.getMessage(), e);
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    } catch (Error e) {
      trouble = "topic " + topic + " is no longer read: " + e.getMessage();
      LOG.error("topic {} is no longer read", topic, e);
    }
  }

  private void readOn() {
    Consumer<byte[], byte[]> consumer = consumers.get();
    reading = consumer;
    try {
      consumer.assign(positions.keySet());
      positions.forEach(consumer::seek);
      while (!stopped) {
        consumer.poll(POLL).forEach(this::handle);
        synchronized (positions) {
          positions.replaceAll((partition, position) -> consumer.position(partition));
          positions.notifyAll();
        }
        trouble = "";
      }
    } finally {
      // It is in no group: there is nobody to take leave of, or to wait for.
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  private void handle(ConsumerRecord<byte[], byte[]> record) {
    try {
      handler.handle(record);
    } catch (RuntimeException e) {
      // It would be thrown again each time this record is read.
      LOG.error("{} {}@{} is left out", topic, record.partition(), record.offset(), e);
    }
  }

  @Override
  public void close() {
    stopped = true;
    synchronized (positions) {
      positions.notifyAll();
    }
    Consumer<byte[], byte[]> waiting = reading;
    if (waiting != null) {
      waiting.wakeup();
    }
    LockSupport.unpark(thread);
    try {
      thread.join(TimeUnit.SECONDS.toMillis(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
