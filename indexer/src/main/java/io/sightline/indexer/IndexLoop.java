package io.sightline.indexer;

import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.DeadLetters;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topic {@code sightings} into the index. Offsets are committed once what they stand for is
 * written; while Elasticsearch is away the loop waits for it, for ever.
 */
final class IndexLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IndexLoop.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final KafkaSettings kafka;
  private final Topics topics;
  private final SightingWriter writer;
  private final DeadLetters deadLetters;
  private final IndexMetrics metrics;
  private final Thread thread = new Thread(this::run, "index");
  private volatile boolean stopping;
  private volatile String trouble = "";

  IndexLoop(
      KafkaSettings kafka,
      Topics topics,
      SightingWriter writer,
      DeadLetters deadLetters,
      IndexMetrics metrics) {
    this.kafka = kafka;
    this.topics = topics;
    this.writer = writer;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
  }

  void start() {
    thread.start();
  }

  /** Why nothing can be written just now; empty while all is well. */
  String trouble() {
    return trouble;
  }

  private void run() {
    Map<String, Object> settings = kafka.consumer();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.name("indexer"));
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
    try (var consumer =
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var producer =
            new KafkaProducer<>(
                kafka.producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
      consumer.subscribe(List.of(topics.sightings().name()));
      while (!stopping) {
        var records = consumer.poll(Duration.ofMillis(200));
        if (!records.isEmpty() && index(records, producer)) {
          producer.flush();
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

  private static void commit(KafkaConsumer<byte[], byte[]> consumer) {
    try {
      consumer.commitSync();
    } catch (CommitFailedException e) {
      // Another indexer has taken over meanwhile; what it writes again changes nothing.
      LOG.info("the batch will be indexed again: {}", e.getMessage());
    }
  }

  /** Returns whether the batch is done with; false when told to stop in the middle. */
  private boolean index(
      Iterable<ConsumerRecord<byte[], byte[]>> records, KafkaProducer<byte[], byte[]> producer)
      throws InterruptedException {
    List<ConsumerRecord<byte[], byte[]>> sources = new ArrayList<>();
    List<Sighting> sightings = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> source : records) {
      try {
        if (source.value() != null) {
          sightings.add(Codecs.SIGHTING.decode(source.value()));
          sources.add(source);
        }
      } catch (MalformedRecordException e) {
        bury(source, e.getMessage(), producer);
      }
    }
    List<SightingWriter.Outcome> outcomes =
        sightings.isEmpty() ? List.of() : writeWithPatience(sightings);
    for (int i = 0; i < outcomes.size(); i++) {
      SightingWriter.Outcome outcome = outcomes.get(i);
      if (outcome.refused().isEmpty()) {
        metrics.indexed(outcome.sighting(), outcome.created());
      } else {
        bury(sources.get(i), outcome.refused(), producer);
      }
    }
    return sightings.isEmpty() || !outcomes.isEmpty();
  }

  private List<SightingWriter.Outcome> writeWithPatience(List<Sighting> sightings)
      throws InterruptedException {
    Duration pause = Duration.ofMillis(200);
    while (!stopping) {
      try {
        List<SightingWriter.Outcome> outcomes = writer.write(sightings);
        trouble = "";
        return outcomes;
      } catch (IOException e) {
        trouble = "Elasticsearch: " + e.getMessage();
        LOG.warn("{} sightings wait for Elasticsearch: {}", sightings.size(), e.getMessage());
        Thread.sleep(pause.toMillis());
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    }
    return List.of();
  }

  private void bury(
      ConsumerRecord<byte[], byte[]> source,
      String reason,
      KafkaProducer<byte[], byte[]> producer) {
    LOG.warn(
        "{} {}@{} becomes a dead letter: {}",
        source.topic(),
        source.partition(),
        source.offset(),
        reason);
    producer.send(deadLetters.of(source, reason));
    metrics.dead("indexer");
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
