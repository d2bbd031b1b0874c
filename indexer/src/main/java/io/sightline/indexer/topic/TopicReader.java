package io.sightline.indexer.topic;

import io.sightline.contract.service.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a whole topic, every partition of it, on a thread of its own and outside of any consumer
 * group: for what each process must hold by itself.
 */
public final class TopicReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Where reading begins. */
  public enum From {
    BEGINNING,
    END
  }

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final Consumer<ConsumerRecord<byte[], byte[]>> handler;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Thread thread;
  private volatile boolean stopped;
  private volatile String trouble = "";

  /**
   * @param handler called for one record after the other; must not throw
   */
  public TopicReader(
      KafkaSettings kafka, String topic, Consumer<ConsumerRecord<byte[], byte[]>> handler) {
    this.consumer =
        new KafkaConsumer<>(
            kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.topic = topic;
    this.handler = handler;
    this.thread = new Thread(this::run, "reader-" + topic);
  }

  /** Everything written after this returns is read; from the beginning, all that was there too. */
  public void start(From from) throws InterruptedException {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    if (from == From.END) {
      ends.forEach(consumer::seek);
    } else {
      consumer.seekToBeginning(partitions);
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
    try (consumer) {
      while (!stopped) {
        consumer.poll(POLL).forEach(handler);
        synchronized (positions) {
          for (TopicPartition partition : consumer.assignment()) {
            positions.put(partition, consumer.position(partition));
          }
          positions.notifyAll();
        }
      }
    } catch (RuntimeException | Error e) {
      trouble = "topic " + topic + " is no longer read: " + e.getMessage();
      LOG.error("topic {} is no longer read", topic, e);
    }
  }

  @Override
  public void close() {
    stopped = true;
    synchronized (positions) {
      positions.notifyAll();
    }
    if (thread.getState() == Thread.State.NEW) {
      consumer.close();
      return;
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
