package io.sightline.indexer;

import io.sightline.contract.service.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topic {@code sightings} into the index, on a thread of its own. It reads no more before a batch
 * is written whole, and commits offsets only then; while Elasticsearch is away it waits, for ever.
 */
final class IndexLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IndexLoop.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int BATCH = 500;

  private final KafkaSettings kafka;
  private final String topic;
  private final SightingWriter writer;
  private final DeadLetterSender letters;
  private final Thread thread = new Thread(this::run, "index");
  private volatile boolean stopping;
  private volatile String trouble = "";

  /**
   * @param topic with sightings
   */
  IndexLoop(KafkaSettings kafka, String topic, SightingWriter writer, DeadLetterSender letters) {
    this.kafka = kafka;
    this.topic = topic;
    this.writer = writer;
    this.letters = letters;
  }

  void start() {
    thread.start();
  }

  /** Why nothing can be written just now; empty while all is well. */
  String trouble() {
    return trouble;
  }

  private void run() {
    try (var consumer =
        new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (!stopping) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (!records.isEmpty() && index(records, consumer)) {
          commit(consumer);
        }
      }
    } catch (InterruptException | InterruptedException e) {
      LOG.debug("index: told to stop");
    } catch (RuntimeException e) {
      trouble = "stopped: " + e.getMessage();
      LOG.error("sightings are not indexed any more: {}", e.getMessage(), e);
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = kafka.consumer();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.name("indexer"));
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
    // After this long the partitions of an indexer that was killed move on.
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    return settings;
  }

  private static void commit(KafkaConsumer<byte[], byte[]> consumer) {
    try {
      consumer.commitSync();
    } catch (CommitFailedException | RebalanceInProgressException e) {
      // Another indexer has taken over meanwhile; what it writes again changes nothing.
      LOG.info("the batch will be indexed again: {}", e.getMessage());
    }
  }

  /** Returns whether the batch is done with; false when told to stop in the middle. */
  private boolean index(
      ConsumerRecords<byte[], byte[]> records, KafkaConsumer<byte[], byte[]> consumer)
      throws InterruptedException {
    Batch batch = new Batch();
    records.forEach(batch::add);
    Duration pause = SHORTEST_PAUSE;
    while (!batch.advance(writer, letters)) {
      trouble = batch.trouble();
      if (stopping) {
        LOG.info("the last batch stays uncommitted, for the next start: {}", trouble);
        return false;
      }
      LOG.warn("sightings wait: {}", trouble);
      rest(pause, batch, consumer);
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
    trouble = "";
    consumer.resume(consumer.paused());
    return true;
  }

  /** Waits and stays in the group: a member that does not poll is taken for dead. */
  private void rest(Duration pause, Batch batch, KafkaConsumer<byte[], byte[]> consumer) {
    long end = System.nanoTime() + pause.toNanos();
    while (!stopping && System.nanoTime() < end) {
      consumer.pause(consumer.assignment());
      // A partition that was assigned this moment is not paused yet and may bring records.
      consumer.poll(POLL).forEach(batch::add);
    }
  }

  /** Finishes the batch in hand. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(Duration.ofSeconds(20).toMillis());
      thread.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
