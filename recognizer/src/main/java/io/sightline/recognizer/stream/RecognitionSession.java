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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
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
 * are written once, whatever happens. While one batch is recognised the one before it is committed
 * and the next is gathered.
 */
public final class RecognitionSession implements AutoCloseable {
  private static final Duration IDLE_WAIT = Duration.ofSeconds(1);
  private static final Duration BUSY_WAIT = Duration.ofMillis(5);

  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final FrameRecogniser recogniser;
  private final Topics topics;
  private final DeadLetters deadLetters;
  private final BatchConfig limits;
  private final FrameMetrics metrics;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "recognise"));
  private volatile boolean stopping;

  /**
   * Frames that are recognised together.
   *
   * @param positions where to read on after them
   * @param member who we were in the group when they were read: with a later membership, positions
   *     of partitions that another has taken over would be committed, too
   */
  private record Batch(
      List<ConsumerRecord<byte[], byte[]>> frames,
      Map<TopicPartition, OffsetAndMetadata> positions,
      ConsumerGroupMetadata member) {
    static final Batch NONE = new Batch(List.of(), Map.of(), null);
  }

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
    Batch current = null;
    Future<List<Outcome>> running = null;
    while (!stopping || running != null) {
      Batch next = stopping ? Batch.NONE : gather(running == null ? IDLE_WAIT : BUSY_WAIT);
      boolean due = running != null && (running.isDone() || stopping || !next.frames().isEmpty());
      if (due || running == null && !next.frames().isEmpty()) {
        List<Outcome> outcomes = running == null ? List.of() : result(running);
        running = next.frames().isEmpty() ? null : worker.submit(() -> recognise(next.frames()));
        if (due) {
          commit(outcomes, current);
          afterCommit.run();
        }
        current = next;
      }
    }
  }

  private static List<Outcome> result(Future<List<Outcome>> running) throws InterruptedException {
    try {
      return running.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "recognition failed: " + e.getCause().getMessage(), e.getCause());
    }
  }

  /**
   * As many frames as the batch may hold, or those that came within the longest wait after the
   * first.
   */
  private Batch gather(Duration firstWait) {
    List<ConsumerRecord<byte[], byte[]>> frames = new ArrayList<>();
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    long deadline = 0;
    try {
      do {
        Duration rest = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        ConsumerRecords<byte[], byte[]> records =
            consumer.poll(frames.isEmpty() ? firstWait : rest);
        if (frames.isEmpty()) {
          deadline = System.nanoTime() + limits.longestWait().toNanos();
        }
        records.forEach(frames::add);
        positions.putAll(records.nextOffsets());
      } while (!frames.isEmpty()
          && frames.size() < limits.max()
          && System.nanoTime() < deadline
          && !stopping);
    } catch (WakeupException e) {
      stopping = true;
    }
    return new Batch(frames, positions, consumer.groupMetadata());
  }

  private List<Outcome> recognise(List<ConsumerRecord<byte[], byte[]>> frames)
      throws InterruptedException {
    long start = System.nanoTime();
    List<Outcome> outcomes = recogniser.recognise(frames);
    metrics.batches().record(Duration.ofNanos(System.nanoTime() - start));
    return outcomes;
  }

  private void commit(List<Outcome> outcomes, Batch batch) {
    producer.beginTransaction();
    for (Outcome outcome : outcomes) {
      producer.send(record(outcome));
    }
    producer.sendOffsetsToTransaction(batch.positions(), batch.member());
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
    worker.shutdown();
    try {
      // What is being recognised uses native memory that must not be freed under it.
      worker.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    recogniser.close();
    producer.close(Duration.ofSeconds(5));
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(5)));
  }
}
