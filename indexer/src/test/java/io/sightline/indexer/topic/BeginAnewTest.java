package io.sightline.indexer.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.service.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Faults of Kafka that a consumer does not survive, with the consumer that Kafka has for tests. */
class BeginAnewTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final List<String> read = new CopyOnWriteArrayList<>();
  private final AtomicInteger consumers = new AtomicInteger();
  private final CountDownLatch mended = new CountDownLatch(1);

  @Test
  void aGroupBeginsAnewAfterAFaultAndSaysSoMeanwhile() throws Exception {
    KafkaSettings kafka =
        new KafkaSettings(ConfigLoader.parse("kafka: {}", "test", Map.of()).kafka());
    var pauses = new GroupLoop.Pauses(Duration.ofMillis(10), Duration.ofMillis(10));
    try (GroupLoop loop =
        new GroupLoop(kafka, "role", "t", 1, pauses, Listing::new, settings -> member())) {
      loop.start();
      await().atMost(LIMIT).until(loop::dead);
      assertThat(loop.trouble()).contains("t is not read", "fenced");
      mended.countDown();
      await().atMost(LIMIT).until(() -> read.equals(List.of("0", "1")));
      await().atMost(LIMIT).until(() -> !loop.dead() && loop.trouble().isEmpty());
    }
  }

  @Test
  void aReaderGoesOnWhereItWasAndLeavesOutWhatItsHandlerThrowsAt() throws Exception {
    try (TopicReader reader = new TopicReader(this::assigned, "t", this::handle)) {
      reader.start(TopicReader.From.BEGINNING);
      await().atMost(LIMIT).until(() -> reader.trouble().contains("fenced"));
      mended.countDown();
      reader.await(0, 3, LIMIT);
      assertThat(read).containsExactly("0", "2", "3");
      await().atMost(LIMIT).until(() -> reader.trouble().isEmpty());
    }
  }

  private void handle(ConsumerRecord<byte[], byte[]> record) {
    if (record.offset() == 1) {
      throw new ClassCastException("poison");
    }
    read.add("" + record.offset());
  }

  /** The first fails at once; those after it when nothing is mended yet. */
  private Consumer<byte[], byte[]> member() {
    MockConsumer<byte[], byte[]> consumer = consumer();
    boolean fails = mended.getCount() > 0;
    consumer.schedulePollTask(
        () -> {
          if (fails) {
            throw new KafkaException("fenced");
          }
          consumer.rebalance(List.of(PARTITION));
          add(consumer, 0, 2);
        });
    return consumer;
  }

  /** The first is asked for offsets, the second reads two records and fails. */
  private Consumer<byte[], byte[]> assigned() {
    MockConsumer<byte[], byte[]> consumer = consumer();
    int number = consumers.getAndIncrement();
    boolean fails = mended.getCount() > 0;
    consumer.schedulePollTask(() -> begin(consumer, number, fails));
    consumer.schedulePollTask(
        () -> {
          if (fails) {
            throw new KafkaException("fenced");
          }
        });
    return consumer;
  }

  private void begin(MockConsumer<byte[], byte[]> consumer, int number, boolean fails) {
    if (number == 1) {
      add(consumer, 0, 2);
    } else if (!fails) {
      assertThat(consumer.position(PARTITION)).isEqualTo(2);
      add(consumer, 2, 4);
    }
  }

  private static MockConsumer<byte[], byte[]> consumer() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    Node node = new Node(0, "localhost", 1);
    Node[] nodes = {node};
    consumer.updatePartitions("t", List.of(new PartitionInfo("t", 0, node, nodes, nodes)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, 2L));
    return consumer;
  }

  private static void add(MockConsumer<byte[], byte[]> consumer, int from, int to) {
    for (int i = from; i < to; i++) {
      consumer.addRecord(new ConsumerRecord<>("t", 0, i, null, new byte[0]));
    }
  }

  private final class Listing implements GroupLoop.Work {
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    @Override
    public void add(ConsumerRecord<byte[], byte[]> record) {
      records.add(record);
    }

    @Override
    public boolean advance() {
      records.forEach(r -> read.add("" + r.offset()));
      return true;
    }

    @Override
    public int failures() {
      return 0;
    }

    @Override
    public String trouble() {
      return "";
    }
  }
}
