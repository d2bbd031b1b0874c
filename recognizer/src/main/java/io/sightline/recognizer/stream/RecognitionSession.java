package io.sightline.recognizer.stream;

import io.sightline.contract.config.BatchConfig;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.DeadLetters;
import io.sightline.contract.wire.Topics;
import io.sightline.recognizer.stream.FrameRecogniser.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The stage between {@code frames} and {@code faces}: gather frames of all cameras, recognise them
 * as one batch, and write the faces and the position read to in one transaction. So a frame's faces
 * are written once, whatever happens. While the transaction of a batch is on its way the next one
 * is gathered.
 */
public final class RecognitionSession implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final FrameRecogniser recogniser;
  private final Topics topics;
  private final DeadLetters deadLetters;
  private final BatchConfig limits;
  private final FrameMetrics metrics;
  private volatile boolean stopping;

  RecognitionSession(
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      FrameRecogniser recogniser,
      Topics topics,
      DeadLetters deadLetters,
      BatchConfig limits,
      FrameMetrics metrics) {
    this.consumer = consumer;
    this.producer = producer;
    this.recogniser = recogniser;
    this.topics = topics;
    this.deadLetters = deadLetters;
    this.limits = limits;
    this.metrics = metrics;
  }

  /**
   * Works until {@link #stop}.
   *
   * @param afterCommit called after each commit
   */
  void run(Runnable afterCommit) throws InterruptedException {
    producer.initTransactions();
    consumer.subscribe(List.of(topics.frames().name()));
    while (!stopping) {
      Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
      List<ConsumerRecord<byte[], byte[]>> batch = gather(positions);
      if (!batch.isEmpty()) {
        commit(recognise(batch), positions);
        afterCommit.run();
      }
    }
  }

  /**
   * As many frames as the batch may hold, or those that came within the longest wait after the
   * first.
   */
  private List<ConsumerRecord<byte[], byte[]>> gather(
      Map<TopicPartition, OffsetAndMetadata> positions) {
    List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
    long deadline = 0;
    try {
      do {
        long wait =
            batch.isEmpty() ? 1000 : Math.max(0, (deadline - System.nanoTime()) / 1_000_000);
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(wait));
        if (batch.isEmpty()) {
          deadline = System.nanoTime() + limits.longestWait().toNanos();
        }
        records.forEach(batch::add);
        positions.putAll(records.nextOffsets());
      } while (!batch.isEmpty()
          && batch.size() < limits.max()
          && System.nanoTime() < deadline
          && !stopping);
    } catch (WakeupException e) {
      stopping = true;
    }
    return batch;
  }

  private List<Outcome> recognise(List<ConsumerRecord<byte[], byte[]>> batch)
      throws InterruptedException {
    long start = System.nanoTime();
    List<Outcome> outcomes = recogniser.recognise(batch);
    metrics.batches().record(Duration.ofNanos(System.nanoTime() - start));
    return outcomes;
  }

  private void commit(List<Outcome> outcomes, Map<TopicPartition, OffsetAndMetadata> positions) {
    producer.beginTransaction();
    for (Outcome outcome : outcomes) {
      producer.send(record(outcome));
    }
    producer.sendOffsetsToTransaction(positions, consumer.groupMetadata());
    producer.commitTransaction();
    metrics.committed(outcomes);
  }

  private ProducerRecord<byte[], byte[]> record(Outcome outcome) {
    return outcome.failure() == null
        ? new ProducerRecord<>(
            topics.faces().name(),
            outcome.source().key(),
            Codecs.FRAME_FACES.encode(outcome.faces()))
        : deadLetters.of(outcome.source(), outcome.failure());
  }

  /** May be called from any thread. */
  void stop() {
    stopping = true;
    consumer.wakeup();
  }

  /** An open transaction is given up by the next session's {@code initTransactions}. */
  @Override
  public void close() {
    recogniser.close();
    producer.close(Duration.ofSeconds(5));
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(5)));
  }
}
