package io.sightline.ingest;

import io.micrometer.core.instrument.Counter;
import io.sightline.contract.config.CameraConfig;
import io.sightline.contract.config.KafkaConfig;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.CameraStatus;
import io.sightline.contract.wire.Codec;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Frame;
import io.sightline.contract.wire.Topic;
import io.sightline.ingest.source.SourceLimits;
import io.sightline.testkit.LocalKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The service on the real broker, with topics of its own, and what it has sent there. */
final class IngestRun implements AutoCloseable {
  private final SightlineConfig config;
  final IngestService service;

  IngestRun(LocalKafka kafka, Map<String, CameraConfig> cameras) throws InterruptedException {
    this(
        kafka,
        cameras,
        new SourceLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(3)));
  }

  IngestRun(LocalKafka kafka, Map<String, CameraConfig> cameras, SourceLimits limits)
      throws InterruptedException {
    String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + "-";
    config =
        SightlineConfig.defaults()
            .change()
            .kafka(new KafkaConfig(kafka.bootstrapServers(), prefix, null, 4, null, null))
            .capture(TestCamera.CAPTURE)
            .cameras(cameras)
            .build();
    service = new IngestService(config, limits);
    service.start();
  }

  /** In the order in which they were sent. */
  List<Frame> frames(String camera) {
    return records(config.topics().frames(), Codecs.FRAME, camera).stream()
        .sorted(Comparator.comparingLong(Frame::sequence))
        .toList();
  }

  List<CameraStatus> states(String camera) {
    return records(config.topics().cameras(), Codecs.CAMERA_STATUS, camera);
  }

  private <T> List<T> records(Topic topic, Codec<T> codec, String camera) {
    Map<String, Object> settings = new KafkaSettings(config.kafka()).consumer();
    List<T> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (new String(record.key(), StandardCharsets.UTF_8).equals(camera)) {
            found.add(codec.decode(record.value()));
          }
        }
      }
    }
    return found;
  }

  /** Over all reasons. */
  double count(String meter, String camera) {
    return service.metrics().get(meter).tag("camera", camera).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  double gauge(String meter, String camera) {
    return service.metrics().get(meter).tag("camera", camera).gauge().value();
  }

  @Override
  public void close() {
    service.close();
  }
}
