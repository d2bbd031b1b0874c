package io.sightline.local.replay;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The records of a topic between two times, by the time at which they were written.
 *
 * @param starts first offset of each partition
 * @param ends the offset after the last
 * @param complete from when on all are there that were written
 */
record FrameRange(
    Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends, Instant complete) {

  /**
   * @throws ReplayException when there is none; says what there is
   */
  static FrameRange of(Admin admin, String topic, Instant from, Instant to)
      throws InterruptedException {
    try {
      Map<TopicPartition, ListOffsetsResultInfo> latest =
          list(admin, topic, p -> OffsetSpec.latest());
      Map<TopicPartition, Long> starts = at(admin, topic, from, latest);
      Map<TopicPartition, Long> ends = at(admin, topic, to, latest);
      FrameRange range = new FrameRange(starts, ends, complete(admin, topic, from));
      if (range.size() == 0) {
        throw new ReplayException(
            "topic " + topic + " holds no frame from " + from + " to " + to + held(admin, topic));
      }
      return range;
    } catch (ExecutionException e) {
      String why =
          e.getCause() instanceof UnknownTopicOrPartitionException
              ? "does not exist: is this the installation's configuration, and are its data there?"
              : "cannot be looked at: " + e.getCause().getMessage();
      throw new ReplayException("topic " + topic + " " + why, e.getCause());
    }
  }

  private static Map<TopicPartition, Long> at(
      Admin admin, String topic, Instant time, Map<TopicPartition, ListOffsetsResultInfo> latest)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    list(admin, topic, p -> OffsetSpec.forTimestamp(time.toEpochMilli()))
        .forEach(
            (partition, found) ->
                offsets.put(
                    partition,
                    found.offset() >= 0 ? found.offset() : latest.get(partition).offset()));
    return offsets;
  }

  /** What was before the first frame that is held may have been removed. */
  private static Instant complete(Admin admin, String topic, Instant from)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, ListOffsetsResultInfo> held =
        list(admin, topic, p -> OffsetSpec.earliest());
    return list(admin, topic, p -> OffsetSpec.forTimestamp(from.toEpochMilli())).entrySet().stream()
        .filter(e -> e.getValue().offset() > 0)
        .filter(e -> e.getValue().offset() == held.get(e.getKey()).offset())
        .map(e -> Instant.ofEpochMilli(e.getValue().timestamp()))
        .reduce(from, (a, b) -> a.isAfter(b) ? a : b);
  }

  private static String held(Admin admin, String topic)
      throws InterruptedException, ExecutionException {
    return list(admin, topic, p -> OffsetSpec.maxTimestamp()).values().stream()
        .filter(newest -> newest.timestamp() >= 0)
        .map(newest -> Instant.ofEpochMilli(newest.timestamp()))
        .max(Instant::compareTo)
        .map(newest -> "; its newest is of " + newest)
        .orElse("; it is empty");
  }

  private static Map<TopicPartition, ListOffsetsResultInfo> list(
      Admin admin, String topic, Function<TopicPartition, OffsetSpec> what)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (var partition :
        admin
            .describeTopics(java.util.List.of(topic))
            .allTopicNames()
            .get()
            .get(topic)
            .partitions()) {
      TopicPartition p = new TopicPartition(topic, partition.partition());
      wanted.put(p, what.apply(p));
    }
    return admin.listOffsets(wanted).all().get();
  }

  /** Records in it. */
  long size() {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - starts.get(end.getKey())))
        .sum();
  }
}
