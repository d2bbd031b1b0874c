package io.sightline.indexer.topic;

import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A compacted topic as a table: held in memory, and changed by writing to the topic. A change is
 * seen by whoever asks after it returned. Thread-safe; two processes that change one entry in the
 * same moment overwrite each other, but with {@link #change} none writes anew what the other has
 * removed. The topic has one partition.
 */
public final class TopicTable<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicTable.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final String topic;
  private final Serde<T> serde;
  private final ConfirmedSender sender;
  private final DeadRecords dead;
  private final Map<String, T> entries;
  private final Removals removals = new Removals();
  private final TopicReader reader;

  /**
   * @param producer stays the caller's
   * @param entries where they are held; thread-safe
   */
  public TopicTable(
      KafkaSettings kafka,
      String topic,
      Serde<T> serde,
      Producer<byte[], byte[]> producer,
      DeadRecords dead,
      Map<String, T> entries) {
    this.topic = topic;
    this.serde = serde;
    this.sender = new ConfirmedSender(producer, topic);
    this.dead = dead;
    this.entries = entries;
    this.reader = new TopicReader(kafka, topic, this::apply);
  }

  /** Returns when every entry written before is known. */
  public void start() throws InterruptedException {
    reader.start(TopicReader.From.BEGINNING);
  }

  /** Why the table no longer follows its topic; empty while all is well. */
  public String trouble() {
    return reader.trouble();
  }

  public Optional<T> get(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  public List<T> all() {
    return List.copyOf(entries.values());
  }

  /** When an entry was removed last, also if it was made anew since; for a day at least. */
  public Optional<Removal> removal(String key) {
    return removals.of(key);
  }

  /**
   * Returns when the broker has it and it was read back.
   *
   * @throws NotSavedException when that takes too long
   */
  public void put(String key, T value) {
    write(key, serde.serializer().serialize(topic, value));
  }

  /**
   * As {@link #put}, but what was removed meanwhile, by another process whose tombstone was not
   * read here yet, stays removed.
   *
   * @param known what {@link #removal} said before the entry was read that is changed
   * @return whether it is there
   */
  public boolean change(String key, T value, Optional<Removal> known) {
    long written = write(key, serde.serializer().serialize(topic, value));
    Optional<Removal> now = removal(key);
    if (now.equals(known)) {
      return true;
    }
    if (now.filter(r -> r.offset() > written).isEmpty()) {
      remove(key);
    }
    return false;
  }

  /** Writes a tombstone; else as {@link #put}. */
  public void remove(String key) {
    write(key, null);
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      leaveOut(record, "it has no key");
      return;
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    try {
      if (record.value() == null) {
        removals.add(key, new Removal(record.offset(), Instant.ofEpochMilli(record.timestamp())));
        entries.remove(key);
      } else {
        entries.put(key, serde.deserializer().deserialize(topic, record.value()));
      }
    } catch (MalformedRecordException | SerializationException e) {
      leaveOut(record, e.getMessage());
    }
  }

  /** No dead letter: it stays in the topic, and would be put aside anew at every start. */
  private void leaveOut(ConsumerRecord<byte[], byte[]> record, String reason) {
    dead.count(topic);
    LOG.warn("{}@{} is left out: {}", topic, record.offset(), reason);
  }

  /** Returns the offset. */
  private long write(String key, byte[] value) {
    RecordMetadata written = sender.send(key, value);
    try {
      reader.await(written.partition(), written.offset(), LIMIT);
      return written.offset();
    } catch (KafkaException | IllegalStateException e) {
      throw NotSavedException.unconfirmed(e.getMessage(), e);
    } catch (InterruptedException e) {
      throw NotSavedException.stopping(e);
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
