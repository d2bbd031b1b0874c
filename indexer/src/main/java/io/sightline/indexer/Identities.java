package io.sightline.indexer;

import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.contract.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The enrolled identities: the topic {@code enrollments}, held in memory and written to.
 * Thread-safe.
 */
final class Identities implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Identities.class);

  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, Enrollment> byId = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::follow, "identities");

  Identities(KafkaSettings kafka, Topics topics) {
    this.topic = topics.enrollments().name();
    this.consumer =
        new KafkaConsumer<>(
            kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.producer =
        new KafkaProducer<>(kafka.producer(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Returns when every identity enrolled before is known. */
  void start() {
    List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    long end = consumer.endOffsets(partitions).get(partitions.get(0));
    while (consumer.position(partitions.get(0)) < end) {
      consumer.poll(Duration.ofMillis(200)).forEach(this::apply);
    }
    thread.start();
  }

  private void follow() {
    try {
      while (true) {
        consumer.poll(Duration.ofSeconds(1)).forEach(this::apply);
      }
    } catch (WakeupException | InterruptException e) {
      // Told to stop.
    } finally {
      consumer.close();
    }
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.value() == null) {
        byId.remove(new String(record.key(), StandardCharsets.UTF_8));
      } else {
        Enrollment enrollment = Codecs.ENROLLMENT.decode(record.value());
        byId.put(enrollment.identityId(), enrollment);
      }
    } catch (MalformedRecordException e) {
      LOG.warn("enrollment at offset {} is left out: {}", record.offset(), e.getMessage());
    }
  }

  List<Enrollment> all() {
    return byId.values().stream().sorted(Comparator.comparing(Enrollment::displayName)).toList();
  }

  Optional<Enrollment> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns when the broker has it. */
  void put(Enrollment enrollment) {
    send(enrollment.identityId(), Codecs.ENROLLMENT.encode(enrollment));
    byId.put(enrollment.identityId(), enrollment);
  }

  void remove(String id) {
    send(id, null);
    byId.remove(id);
  }

  private void send(String id, byte[] value) {
    try {
      producer.send(new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), value)).get();
    } catch (ExecutionException e) {
      throw new Problem(
          503, "Not saved", "Kafka did not take the enrollment: " + e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(503, "Stopping", "the service is being stopped");
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    producer.close(Duration.ofSeconds(5));
  }
}
