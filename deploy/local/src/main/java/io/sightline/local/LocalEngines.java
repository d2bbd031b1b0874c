package io.sightline.local;

import io.sightline.contract.config.ElasticsearchConfig;
import io.sightline.contract.config.KafkaConfig;
import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.Parts;
import io.sightline.testkit.EngineOptions;
import io.sightline.testkit.LocalElasticsearch;
import io.sightline.testkit.LocalKafka;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Kafka and Elasticsearch as child processes of this one. */
final class LocalEngines implements AutoCloseable {
  private final Parts parts = new Parts();
  private final LocalKafka kafka;
  private final LocalElasticsearch elasticsearch;

  private LocalEngines(LocalKafka kafka, LocalElasticsearch elasticsearch) {
    this.kafka = parts.begin(kafka);
    this.elasticsearch = parts.begin(elasticsearch);
  }

  /**
   * Starts both at the same time.
   *
   * @param stop counted down when they are not wanted any more
   * @throws UserException when it was
   * @throws io.sightline.testkit.EngineException when one does not start; says why
   */
  static LocalEngines start(
      EngineOptions kafkaOptions, EngineOptions elasticsearchOptions, CountDownLatch stop)
      throws InterruptedException {
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    AtomicReference<LocalKafka> kafka = new AtomicReference<>();
    AtomicReference<LocalElasticsearch> elasticsearch = new AtomicReference<>();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    threads.execute(() -> begin(kafka, () -> LocalKafka.start(kafkaOptions), failure));
    threads.execute(
        () -> begin(elasticsearch, () -> LocalElasticsearch.start(elasticsearchOptions), failure));
    threads.shutdown();
    boolean wanted = true;
    InterruptedException interrupted = null;
    for (boolean ended = false; !ended; ) {
      try {
        ended = threads.awaitTermination(100, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        // What has begun is to end first.
        interrupted = e;
      }
      if (wanted && (interrupted != null || stop.getCount() == 0 || failure.get() != null)) {
        wanted = false;
        threads.shutdownNow();
      }
    }
    if (wanted) {
      return new LocalEngines(kafka.get(), elasticsearch.get());
    }
    Parts begun = new Parts();
    for (AtomicReference<? extends AutoCloseable> engine : List.of(kafka, elasticsearch)) {
      if (engine.get() != null) {
        begun.begin(engine.get());
      }
    }
    begun.close();
    if (interrupted != null) {
      throw interrupted;
    }
    throw stop.getCount() == 0
        ? new UserException("stopped before Kafka and Elasticsearch ran")
        : failure.get();
  }

  /** The first failure is the one to be told: the other engine was not waited for then. */
  private static <T> void begin(
      AtomicReference<T> engine, Supplier<T> start, AtomicReference<RuntimeException> failure) {
    try {
      engine.set(start.get());
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    } catch (Error e) {
      // Of the thread that waits, not of this one.
      failure.compareAndSet(null, new CompletionException(e));
    }
  }

  /** With the data that {@code ./sightline up} keeps in this folder. */
  static LocalEngines kept(Path data, CountDownLatch stop) throws InterruptedException {
    return start(
        EngineOptions.kept(data.resolve("kafka"), 0, 768),
        EngineOptions.kept(data.resolve("elasticsearch"), 0, 1024),
        stop);
  }

  /**
   * Does nothing while both run.
   *
   * @throws io.sightline.testkit.EngineException when one has ended by itself; says why
   */
  void requireAlive() {
    kafka.requireAlive();
    elasticsearch.requireAlive();
  }

  /** The configuration with these engines' addresses in it, and state that goes with them. */
  SightlineConfig in(SightlineConfig c) {
    RecognitionConfig recognition =
        c.recognition().change().stateFolder(kafka.clients().toString()).build();
    return at(
        c.change().recognition(recognition).build(), kafka.bootstrapServers(), elasticsearch.url());
  }

  /** The same, but for where the engines are. */
  static SightlineConfig at(SightlineConfig c, String bootstrapServers, String url) {
    KafkaConfig at =
        new KafkaConfig(
            bootstrapServers,
            c.kafka().topicPrefix(),
            c.kafka().framesPrefix(),
            c.kafka().partitions(),
            1,
            null);
    return c.change()
        .kafka(at)
        .elasticsearch(new ElasticsearchConfig(url, null, null, c.elasticsearch().indexPrefix()))
        .build();
  }

  @Override
  public void close() {
    parts.close();
  }
}
