package io.sightline.local.replay;

import io.sightline.contract.service.Health;
import io.sightline.contract.wire.Topic;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Waits until consumer groups of the replay have done what lies in their topics. */
final class GroupWatch {
  private static final Duration POLL = Duration.ofMillis(300);

  private final Admin admin;
  private final Supplier<Health> health;
  private final Runnable stopCheck;
  private final PrintStream out;

  /**
   * @param health of the services; while one is down it is waited for
   * @param stopCheck throws when the user wants to stop
   */
  GroupWatch(Admin admin, Supplier<Health> health, Runnable stopCheck, PrintStream out) {
    this.admin = admin;
    this.health = health;
    this.stopCheck = stopCheck;
    this.out = out;
  }

  /** Sets where a group that has not begun yet is to begin. */
  void begin(String group, Map<TopicPartition, Long> starts) throws InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    starts.forEach((partition, start) -> offsets.put(partition, new OffsetAndMetadata(start)));
    try {
      admin.alterConsumerGroupOffsets(group, offsets).all().get();
    } catch (ExecutionException e) {
      throw failed(group, e);
    }
  }

  /**
   * Waits until the group has done everything that is in the topic now. The topic is written in
   * transactions: what is last in a partition is the mark that one was committed, and a group's
   * offset may stay before it.
   */
  void awaitAll(String group, Topic topic) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (int p = 0; p < topic.partitions(); p++) {
      wanted.put(new TopicPartition(topic.name(), p), OffsetSpec.latest());
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    try {
      admin.listOffsets(wanted).all().get().forEach((p, end) -> ends.put(p, end.offset() - 1));
    } catch (ExecutionException e) {
      throw failed(group, e);
    }
    await(group, ends, left -> {});
  }

  /**
   * Waits until the group has done all before these offsets.
   *
   * @param left told how many records are not done yet
   */
  void await(String group, Map<TopicPartition, Long> ends, LongConsumer left)
      throws InterruptedException {
    String trouble = "";
    for (long rest = left(group, ends); rest > 0; rest = left(group, ends)) {
      left.accept(rest);
      stopCheck.run();
      Health now = health.get();
      if (!now.up() && !now.detail().equals(trouble)) {
        trouble = now.detail();
        out.println("the replay waits: " + trouble);
      }
      Thread.sleep(POLL.toMillis());
    }
    left.accept(0);
  }

  private long left(String group, Map<TopicPartition, Long> ends) throws InterruptedException {
    try {
      Map<TopicPartition, OffsetAndMetadata> done =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      requireHeld(group, ends, done);
      return ends.entrySet().stream()
          .mapToLong(
              end -> {
                OffsetAndMetadata at = done.get(end.getKey());
                return Math.max(0, end.getValue() - (at == null ? 0 : at.offset()));
              })
          .sum();
    } catch (ExecutionException e) {
      throw failed(group, e);
    }
  }

  /** What Kafka has removed is never read, and would be waited for without end. */
  private void requireHeld(
      String group, Map<TopicPartition, Long> ends, Map<TopicPartition, OffsetAndMetadata> done)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    ends.keySet().forEach(p -> wanted.put(p, OffsetSpec.earliest()));
    admin
        .listOffsets(wanted)
        .all()
        .get()
        .forEach(
            (partition, first) -> {
              OffsetAndMetadata at = done.get(partition);
              if (at != null && at.offset() < Math.min(first.offset(), ends.get(partition))) {
                throw new ReplayException(
                    "Kafka has removed from "
                        + partition
                        + " what the group "
                        + group
                        + " had yet to read: replay a shorter or a later time");
              }
            });
  }

  private static ReplayException failed(String group, ExecutionException e) {
    return new ReplayException(
        "the group " + group + " cannot be looked at: " + e.getCause().getMessage(), e.getCause());
  }
}
