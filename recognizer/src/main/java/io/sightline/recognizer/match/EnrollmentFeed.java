package io.sightline.recognizer.match;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.contract.wire.Topics;
import io.sightline.recognizer.engine.EngineException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the gallery what the topic {@code enrollments} says: read whole before {@link #start}
 * returns, then followed.
 */
public final class EnrollmentFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EnrollmentFeed.class);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final Gallery gallery;
  private final UnaryOperator<Enrollment> inSpace;
  private final Counter malformed;
  private final Thread thread = new Thread(this::follow, "enrollments");
  private volatile boolean stopping;
  private volatile String trouble = "";

  /**
   * @param inSpace brings an enrolment into the gallery's embedding space; called by one thread at
   *     a time
   */
  public EnrollmentFeed(
      KafkaSettings kafka,
      Topics topics,
      Gallery gallery,
      UnaryOperator<Enrollment> inSpace,
      MeterRegistry registry) {
    this.consumer =
        new KafkaConsumer<>(
            kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.partition = new TopicPartition(topics.enrollments().name(), 0);
    this.gallery = gallery;
    this.inSpace = inSpace;
    this.malformed =
        Counter.builder("sightline.records.dead").tag("stage", "enrollments").register(registry);
    registry.gauge("sightline.gallery.identities", gallery, Gallery::identities);
    registry.gauge("sightline.gallery.references", gallery, Gallery::references);
    registry.gauge("sightline.gallery.templates.set.aside", gallery, Gallery::setAside);
  }

  /**
   * Returns when every enrolment made before the call is in the gallery.
   *
   * @throws EngineException when they have to be embedded anew and cannot be
   */
  public void start() {
    consumer.assign(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    // Each photo and verdict has left a version of the whole enrolment: only the last one counts,
    // and what has come since.
    Map<String, Long> last = new HashMap<>();
    read(end, records -> records.forEach(r -> last.put(key(r), r.offset())));
    read(
        end,
        records -> {
          List<ConsumerRecord<byte[], byte[]>> newest = new ArrayList<>();
          for (ConsumerRecord<byte[], byte[]> r : records) {
            if (r.offset() >= last.getOrDefault(key(r), r.offset())) {
              newest.add(r);
            }
          }
          apply(newest);
        });
    thread.start();
  }

  private void read(long end, Consumer<ConsumerRecords<byte[], byte[]>> each) {
    consumer.seekToBeginning(List.of(partition));
    while (consumer.position(partition) < end) {
      each.accept(consumer.poll(PATIENCE));
    }
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  private void follow() {
    while (!stopping) {
      try {
        step();
        trouble = "";
      } catch (InterruptException e) {
        return;
      } catch (KafkaException | EngineException e) {
        trouble = String.valueOf(e.getMessage());
        LOG.warn("the gallery is not kept up to date, trying again: {}", trouble, e);
        LockSupport.parkNanos(PAUSE.toNanos());
      } catch (RuntimeException | Error e) {
        trouble = "the gallery is kept up to date no more: " + e.getMessage();
        LOG.error(trouble, e);
        return;
      }
    }
  }

  private void step() {
    long before = consumer.position(partition);
    try {
      apply(consumer.poll(PATIENCE));
    } catch (EngineException e) {
      consumer.seek(partition, before);
      throw e;
    }
  }

  /** Why the gallery is not up to date; empty while all is well. */
  public String trouble() {
    return trouble;
  }

  /** What it takes to embed them anew is done before the gallery is changed. */
  private void apply(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    List<Consumer<GalleryEditor>> changes = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (stopping) {
        return;
      }
      change(record).ifPresent(changes::add);
    }
    if (!changes.isEmpty()) {
      gallery.edit(editor -> changes.forEach(change -> change.accept(editor)));
    }
  }

  private Optional<Consumer<GalleryEditor>> change(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return leftOut(record, "somebody", "it has no key");
    }
    String id = key(record);
    if (record.value() == null) {
      return Optional.of(editor -> editor.remove(id));
    }
    try {
      Enrollment enrollment = inSpace.apply(Codecs.ENROLLMENT.decode(record.value()));
      return Optional.of(editor -> editor.put(enrollment));
    } catch (MalformedRecordException e) {
      return leftOut(record, id, e.getMessage());
    }
  }

  /**
   * It stays in its topic, which is compacted: a dead letter would be written anew at every start.
   */
  private Optional<Consumer<GalleryEditor>> leftOut(
      ConsumerRecord<byte[], byte[]> record, String who, String why) {
    malformed.increment();
    LOG.warn(
        "{}: the enrollment of {} at offset {} is left out: {}",
        record.topic(),
        who,
        record.offset(),
        why);
    return Optional.empty();
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
      thread.interrupt();
      // Who closes the engines next must not find them at work.
      thread.join(Duration.ofSeconds(30).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!thread.isAlive()) {
      consumer.close();
    }
  }
}
