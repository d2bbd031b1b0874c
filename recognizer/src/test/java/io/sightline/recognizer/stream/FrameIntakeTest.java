package io.sightline.recognizer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** By the consumer that Kafka's own library has for tests. */
class FrameIntakeTest {
  private static final TopicPartition GATE = new TopicPartition("frames", 0);
  private static final TopicPartition LOBBY = new TopicPartition("frames", 1);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final MicroBatcher<ConsumerRecord<byte[], byte[]>> batcher =
      new MicroBatcher<>(
          new MicroBatcher.Limits(4, 4, Duration.ofSeconds(1), Duration.ofSeconds(1)),
          camera -> false);
  private final FrameIntake intake = new FrameIntake(consumer, batcher);

  @Test
  void aPartitionIsReadNoFurtherThanABatch() {
    begin();
    for (int i = 0; i < 4; i++) {
      consumer.addRecord(frame(GATE, i, 1000));
    }
    poll();
    assertThat(consumer.paused()).isEmpty();
    poll();
    assertThat(consumer.paused()).containsExactly(GATE);
    intake.take();
    poll();
    assertThat(consumer.paused()).isEmpty();
  }

  @Test
  void noPartitionIsReadWhileAllTogetherFillTheMemory() {
    begin();
    int half = (int) (FrameIntake.MOST_BYTES / 2);
    consumer.addRecord(frame(GATE, 0, half));
    consumer.addRecord(frame(LOBBY, 0, half));
    poll();
    poll();
    assertThat(consumer.paused()).containsExactlyInAnyOrder(GATE, LOBBY);
    intake.take();
    poll();
    assertThat(consumer.paused()).isEmpty();
  }

  private void begin() {
    intake.subscribe("frames", () -> {});
    consumer.rebalance(List.of(GATE, LOBBY));
    consumer.updateBeginningOffsets(Map.of(GATE, 0L, LOBBY, 0L));
  }

  private void poll() {
    intake.poll(Duration.ZERO);
  }

  /** Whose value is said to have so many bytes. */
  private static ConsumerRecord<byte[], byte[]> frame(TopicPartition at, long offset, int bytes) {
    return new ConsumerRecord<>(
        at.topic(),
        at.partition(),
        offset,
        0,
        TimestampType.CREATE_TIME,
        1,
        bytes,
        new byte[] {(byte) ('a' + at.partition())},
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }
}
