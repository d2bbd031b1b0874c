package io.sightline.recognizer.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads frames into the batcher and knows how far each partition is done. A partition of which a
 * whole batch waits is not read any further, and none is while all together fill the memory that
 * they may: what the engine cannot take yet stays in Kafka. Not thread-safe.
 */
final class FrameIntake {
  /** So that a position's metadata stay far below the 4096 bytes that a broker takes. */
  private static final int MOST_WAITING = 256;

  /** Of frames in memory, an eighth of the launcher's heap. */
  static final long MOST_BYTES = 128 << 20;

  private final Consumer<byte[], byte[]> consumer;
  private final MicroBatcher<ConsumerRecord<byte[], byte[]>> batcher;
  private final int mostWaiting;
  private final Map<TopicPartition, Progress> progress = new HashMap<>();
  private final Map<TopicPartition, Load> waiting = new HashMap<>();
  private final List<String> shed = new ArrayList<>();

  private record Load(int frames, long bytes) {
    static Load of(ConsumerRecord<byte[], byte[]> frame) {
      return new Load(1, frame.serializedValueSize());
    }

    Load plus(Load other) {
      return new Load(frames + other.frames, bytes + other.bytes);
    }

    Load without(Load other) {
      return new Load(frames - other.frames, bytes - other.bytes);
    }
  }

  FrameIntake(
      Consumer<byte[], byte[]> consumer, MicroBatcher<ConsumerRecord<byte[], byte[]>> batcher) {
    this.consumer = consumer;
    this.batcher = batcher;
    this.mostWaiting = Math.min(batcher.max(), MOST_WAITING);
  }

  /**
   * @param beforeLoss called while what was taken can still be committed, before partitions move to
   *     another recognizer
   */
  void subscribe(String topic, Runnable beforeLoss) {
    consumer.subscribe(
        List.of(topic),
        new ConsumerRebalanceListener() {
          @Override
          public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.committed(Set.copyOf(partitions)).forEach(FrameIntake.this::begin);
          }

          @Override
          public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            beforeLoss.run();
            batcher.removeIf(frame -> partitions.contains(partition(frame)));
            progress.keySet().removeAll(partitions);
            waiting.keySet().removeAll(partitions);
          }

          @Override
          public void onPartitionsLost(Collection<TopicPartition> partitions) {
            throw new IllegalStateException("another recognizer has taken over " + partitions);
          }
        });
  }

  private void begin(TopicPartition partition, OffsetAndMetadata committed) {
    if (committed != null) {
      progress.put(partition, new Progress(committed));
    }
  }

  /** Waits for frames no longer than this, and sheds what has become too old. */
  void poll(Duration wait) {
    consumer.resume(consumer.paused());
    consumer.pause(full());
    ConsumerRecords<byte[], byte[]> records = consumer.poll(wait);
    long now = System.nanoTime();
    long clock = System.currentTimeMillis();
    for (ConsumerRecord<byte[], byte[]> frame : records) {
      if (of(partition(frame)).begin(frame.offset())) {
        long lag = Duration.ofMillis(clock - frame.timestamp()).toNanos();
        batcher.add(camera(frame), frame, now, now - lag);
        waiting.merge(partition(frame), Load.of(frame), Load::plus);
      }
    }
    records.nextOffsets().forEach((partition, next) -> of(partition).readTo(next.offset()));
    for (ConsumerRecord<byte[], byte[]> frame : batcher.shed(now)) {
      leave(frame);
      done(frame);
      shed.add(camera(frame));
    }
  }

  private Collection<TopicPartition> full() {
    long bytes = waiting.values().stream().mapToLong(Load::bytes).sum();
    if (bytes >= MOST_BYTES) {
      return consumer.assignment();
    }
    return waiting.entrySet().stream()
        .filter(e -> e.getValue().frames() >= mostWaiting)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The next batch. */
  List<ConsumerRecord<byte[], byte[]>> take() {
    List<ConsumerRecord<byte[], byte[]>> batch = batcher.take();
    batch.forEach(this::leave);
    return batch;
  }

  private void leave(ConsumerRecord<byte[], byte[]> frame) {
    waiting.computeIfPresent(partition(frame), (partition, load) -> load.without(Load.of(frame)));
  }

  /** What becomes of this frame is about to be committed. */
  void done(ConsumerRecord<byte[], byte[]> frame) {
    of(partition(frame)).done(frame.offset());
  }

  /** Where every partition stands: to be committed together with the outcomes that are done. */
  Map<TopicPartition, OffsetAndMetadata> positions() {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    progress.forEach((partition, at) -> positions.put(partition, at.position()));
    return positions;
  }

  /** Who we are in the group. */
  ConsumerGroupMetadata member() {
    return consumer.groupMetadata();
  }

  /** The cameras of the frames shed since the last call, one entry a frame. */
  List<String> takeShed() {
    List<String> taken = List.copyOf(shed);
    shed.clear();
    return taken;
  }

  private Progress of(TopicPartition partition) {
    return progress.computeIfAbsent(partition, p -> new Progress(null));
  }

  private static TopicPartition partition(ConsumerRecord<byte[], byte[]> frame) {
    return new TopicPartition(frame.topic(), frame.partition());
  }

  static String camera(ConsumerRecord<byte[], byte[]> frame) {
    return frame.key() == null ? "?" : new String(frame.key(), StandardCharsets.UTF_8);
  }
}
