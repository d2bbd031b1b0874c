package io.sightline.recognizer.stream;

import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.DeadLetters;
import io.sightline.contract.wire.Topics;
import io.sightline.recognizer.stream.FrameRecogniser.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The stage between {@code frames} and {@code faces}: gather frames of all cameras, recognise them
 * as one batch, and write the faces and what is done with in one transaction. So a frame's faces
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
  private final FrameMetrics metrics;
  private final MicroBatcher<ConsumerRecord<byte[], byte[]>> batcher;
  private final FrameIntake intake;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "recognise"));
  private Future<List<Outcome>> running;
  private volatile boolean stopping;

  RecognitionSession(
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      FrameRecogniser recogniser,
      Topics topics,
      DeadLetters deadLetters,
      MicroBatcher<ConsumerRecord<byte[], byte[]>> batcher,
      FrameMetrics metrics) {
    this.consumer = consumer;
    this.producer = producer;
    this.recogniser = recogniser;
    this.topics = topics;
    this.deadLetters = deadLetters;
    this.batcher = batcher;
    this.metrics = metrics;
    this.intake = new FrameIntake(consumer, batcher);
  }

  /**
   * Works until {@link #stop}.
   *
   * @param works called whenever all is well: after each commit, and while there is nothing to do
   */
  void run(Runnable works) throws InterruptedException {
    producer.initTransactions();
    intake.subscribe(topics.frames().name(), this::finish);
    while (!stopping || running != null) {
      gather();
      if (running == null || running.isDone() || stopping) {
        advance(works);
      }
    }
  }

  private void gather() {
    long untilDue = Math.min(batcher.untilDue(System.nanoTime()), IDLE_WAIT.toNanos());
    try {
      if (!stopping) {
        intake.poll(running == null ? Duration.ofNanos(untilDue) : BUSY_WAIT);
      }
    } catch (WakeupException e) {
      stopping = true;
    }
  }

  /** The engines are free: they get the next batch, and work while the last one is committed. */
  private void advance(Runnable works) throws InterruptedException {
    List<Outcome> outcomes = running == null ? List.of() : result();
    if (!stopping && batcher.due(System.nanoTime())) {
      List<ConsumerRecord<byte[], byte[]>> batch = intake.take();
      running = worker.submit(() -> recognise(batch));
    }
    if (!outcomes.isEmpty()) {
      commit(outcomes);
    }
    if (!outcomes.isEmpty() || running == null) {
      works.run();
    }
  }

  /** Commits what is under way, before partitions move to another recognizer. */
  private void finish() {
    try {
      if (running != null) {
        commit(result());
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private List<Outcome> result() throws InterruptedException {
    Future<List<Outcome>> batch = running;
    running = null;
    try {
      return batch.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "recognition failed: " + e.getCause().getMessage(), e.getCause());
    }
  }

  private List<Outcome> recognise(List<ConsumerRecord<byte[], byte[]>> frames)
      throws InterruptedException {
    long start = System.nanoTime();
    List<Outcome> outcomes = recogniser.recognise(frames);
    metrics.batches().record(Duration.ofNanos(System.nanoTime() - start));
    return outcomes;
  }

  private void commit(List<Outcome> outcomes) {
    producer.beginTransaction();
    for (Outcome outcome : outcomes) {
      producer.send(record(outcome));
      intake.done(outcome.source());
    }
    producer.sendOffsetsToTransaction(intake.positions(), intake.member());
    List<String> shed = intake.takeShed();
    producer.commitTransaction();
    metrics.committed(outcomes, shed);
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
    running = null;
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
