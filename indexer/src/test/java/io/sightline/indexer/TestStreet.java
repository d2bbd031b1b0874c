package io.sightline.indexer;

import static org.awaitility.Awaitility.await;

import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Codec;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.DeadLetter;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Topic;
import io.sightline.contract.wire.TopicAdmin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics around an indexer, on the real broker: what goes in, and what was put aside. */
public final class TestStreet implements AutoCloseable {
  public static final Duration LIMIT = Duration.ofSeconds(60);

  public final SightlineConfig config;
  private final KafkaSettings kafka;
  private final KafkaProducer<byte[], byte[]> producer;

  public TestStreet(String kafkaServers, String elasticsearchUrl, String prefix) throws Exception {
    this(kafkaServers, elasticsearchUrl, prefix, "");
  }

  /**
   * @param more of the configuration
   */
  public TestStreet(String kafkaServers, String elasticsearchUrl, String prefix, String more)
      throws Exception {
    config =
        ConfigLoader.parse(
            """
            kafka: { bootstrap_servers: "%s", topic_prefix: "%s.", partitions: 2 }
            elasticsearch: { url: "%s", index_prefix: "%s-" }
            api: { port: 0 }
            admin: { indexer: 0 }
            retention: { unknown: 3650d, matched: 3651d }
            """
                    .formatted(kafkaServers, prefix, elasticsearchUrl, prefix)
                + more,
            "test",
            Map.of());
    kafka = new KafkaSettings(config.kafka());
    producer =
        new KafkaProducer<>(kafka.producer(), new ByteArraySerializer(), new ByteArraySerializer());
    try (Admin admin = Admin.create(kafka.common())) {
      TopicAdmin.ensure(admin, config.topics().all(), (short) 1);
    }
  }

  public KafkaProducer<byte[], byte[]> producer() {
    return producer;
  }

  public void send(Sighting... sightings) throws Exception {
    for (Sighting s : sightings) {
      send(s.id(), Codecs.SIGHTING.encode(s));
    }
  }

  public void send(String key, byte[] value) throws Exception {
    send(config.topics().sightings(), key, value);
  }

  public void send(Alert... alerts) throws Exception {
    for (Alert alert : alerts) {
      send(config.topics().alerts(), alert.id(), Codecs.ALERT.encode(alert));
    }
  }

  public void send(Topic topic, String key, byte[] value) throws Exception {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(topic.name(), bytes, value)).get();
  }

  /** Waits until the first partition of a topic has as many records, and returns all it has. */
  public <T> List<T> records(Topic topic, Codec<T> codec, int count) {
    List<T> records = new ArrayList<>();
    Map<String, Object> settings = kafka.consumer();
    // What was asked for last is waited for at the end.
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic.name(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(100))
                    .forEach(r -> records.add(r.value() == null ? null : codec.decode(r.value())));
                return records.size() >= count && consumer.position(partition) >= end;
              });
    }
    return records;
  }

  /** Waits until there are as many. */
  public List<DeadLetter> deadLetters(int count) {
    return records(config.topics().deadLetters(), Codecs.DEAD_LETTER, count);
  }

  /** The sum of a counter over its tags. */
  public static double count(IndexerService service, String counter) {
    return service.metrics().find(counter).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  public static void awaitIndexed(IndexerService service, int versions) {
    await().atMost(LIMIT).until(() -> count(service, "sightline.sightings.indexed") >= versions);
    service.refresh();
  }

  @Override
  public void close() {
    producer.close();
  }
}
