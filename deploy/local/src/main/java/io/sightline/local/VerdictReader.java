package io.sightline.local;

import io.sightline.contract.config.KafkaConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.LabelledMatch;
import io.sightline.contract.wire.MalformedRecordException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the labelled evaluation set of a running installation.
 *
 * @param topic with verdicts
 * @param errors where records that cannot be read are named
 */
record VerdictReader(KafkaConfig kafka, String topic, PrintStream errors) {
  private static final int ANSWER_MS = 15_000;

  /**
   * The last verdict on each alert, as of now.
   *
   * @throws UserException when there is no such installation
   */
  Collection<LabelledMatch> read() {
    Map<String, Object> settings = new KafkaSettings(kafka).consumer();
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new UserException("there is no topic " + topic + ": has the indexer run here?");
      }
      return read(consumer, partitions).values();
    } catch (KafkaException e) {
      throw new UserException(
          "Kafka at "
              + kafka.bootstrapServers()
              + " (key kafka.bootstrap_servers, option --kafka) does not answer: "
              + e.getMessage());
    }
  }

  private Map<String, LabelledMatch> read(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    Map<String, LabelledMatch> labels = new LinkedHashMap<>();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer.poll(Duration.ofMillis(200)).forEach(record -> apply(record, labels));
    }
    return labels;
  }

  private void apply(ConsumerRecord<byte[], byte[]> record, Map<String, LabelledMatch> labels) {
    String alert = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    try {
      if (record.value() == null) {
        labels.remove(alert);
      } else {
        labels.put(alert, Codecs.LABELLED_MATCH.decode(record.value()));
      }
    } catch (MalformedRecordException e) {
      errors.printf(
          "sightline: %s@%d is left out: %s%n", record.topic(), record.offset(), e.getMessage());
    }
  }
}
