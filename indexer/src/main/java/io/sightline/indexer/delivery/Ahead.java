package io.sightline.indexer.delivery;

import io.sightline.contract.service.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a group has not done yet, beside the record it has in hand: read without joining the group,
 * which stays where it is.
 */
record Ahead(KafkaSettings kafka, String role) {
  private static final Logger LOG = LoggerFactory.getLogger(Ahead.class);
  private static final int MOST = 500;
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** In the order of each partition; none when Kafka does not answer. */
  List<ConsumerRecord<byte[], byte[]>> after(ConsumerRecord<byte[], byte[]> inHand) {
    Map<String, Object> settings = kafka.consumer();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.name(role));
    // Of what it asks for last there is nothing, which the broker says after this long.
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition own = new TopicPartition(inHand.topic(), inHand.partition());
      Set<TopicPartition> partitions =
          consumer.partitionsFor(inHand.topic(), LIMIT).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .collect(Collectors.toSet());
      consumer.assign(partitions);
      Map<TopicPartition, OffsetAndMetadata> done = consumer.committed(partitions, LIMIT);
      for (TopicPartition partition : partitions) {
        OffsetAndMetadata next = done.get(partition);
        if (partition.equals(own)) {
          consumer.seek(own, inHand.offset() + 1);
        } else if (next != null) {
          consumer.seek(partition, next);
        } else {
          consumer.seekToBeginning(Set.of(partition));
        }
      }
      return read(consumer, consumer.endOffsets(partitions, LIMIT));
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warn("{} cannot look ahead: {}", role, e.getMessage());
      return List.of();
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    Set<TopicPartition> open = new HashSet<>(ends.keySet());
    long limit = System.nanoTime() + LIMIT.toNanos();
    while (records.size() < MOST && System.nanoTime() < limit) {
      open.removeIf(p -> consumer.position(p, LIMIT) >= ends.get(p));
      if (open.isEmpty()) {
        break;
      }
      consumer.poll(Duration.ofMillis(200)).forEach(records::add);
    }
    return records;
  }
}
