package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RunFeedTest {
  private final RunView view = new QuietView();

  @Test
  void aRecordThatCannotBeReadIsCountedAndNotTheEnd() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest");
    for (String topic : List.of("sightings", "alerts")) {
      consumer.updatePartitions(
          topic, List.of(new PartitionInfo(topic, 0, Node.noNode(), new Node[0], new Node[0])));
      consumer.updateEndOffsets(Map.of(new TopicPartition(topic, 0), 0L));
    }
    try (RunFeed feed = new RunFeed("sightings", "alerts", consumer, view)) {
      feed.start();
      consumer.addRecord(new ConsumerRecord<>("sightings", 0, 0, null, new byte[] {1, 2, 3}));
      consumer.addRecord(new ConsumerRecord<>("alerts", 0, 0, null, null));
      await().atMost(Duration.ofMinutes(1)).until(() -> feed.unreadable() == 2);
      consumer.addRecord(new ConsumerRecord<>("alerts", 0, 1, null, new byte[] {1}));
      await().atMost(Duration.ofMinutes(1)).until(() -> feed.unreadable() == 3);
      assertThat(feed.versions()).isZero();
    }
  }
}
