package io.sightline.local;

import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** What a consumer group has yet to read of a topic. Thread-safe. */
final class GroupLag implements AutoCloseable {
  private final Admin admin;
  private final String group;
  private final Topic topic;
  private final ToLongFunction<OffsetAndMetadata> doneBehind;

  /** Of a group that does its records in their order. */
  GroupLag(SightlineConfig config, String role, Topic topic) {
    this(config, role, topic, committed -> 0);
  }

  /**
   * @param role of the group
   * @param topic must exist
   * @param doneBehind how many records from a committed offset on are done, too
   */
  GroupLag(
      SightlineConfig config,
      String role,
      Topic topic,
      ToLongFunction<OffsetAndMetadata> doneBehind) {
    KafkaSettings kafka = new KafkaSettings(config.kafka());
    this.admin = Admin.create(kafka.common());
    this.group = kafka.name(role);
    this.topic = topic;
    this.doneBehind = doneBehind;
  }

  /** In records. */
  long now() {
    try {
      Map<TopicPartition, OffsetAndMetadata> read =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, OffsetSpec> first = new HashMap<>();
      Map<TopicPartition, OffsetSpec> last = new HashMap<>();
      // Of a topic that was there before, which may have another number than the configuration.
      int partitions =
          admin
              .describeTopics(List.of(topic.name()))
              .allTopicNames()
              .get()
              .get(topic.name())
              .partitions()
              .size();
      for (int p = 0; p < partitions; p++) {
        first.put(new TopicPartition(topic.name(), p), OffsetSpec.earliest());
        last.put(new TopicPartition(topic.name(), p), OffsetSpec.latest());
      }
      Map<TopicPartition, ListOffsetsResultInfo> starts = admin.listOffsets(first).all().get();
      Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(last).all().get();
      long lag = 0;
      for (TopicPartition partition : ends.keySet()) {
        OffsetAndMetadata at = read.get(partition);
        long start = starts.get(partition).offset();
        lag += ends.get(partition).offset() - (at == null ? start : Math.max(start, at.offset()));
        lag -= at == null || at.offset() < start ? 0 : doneBehind.applyAsLong(at);
      }
      return lag;
    } catch (ExecutionException e) {
      throw new KafkaException("topic " + topic.name() + ": " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
