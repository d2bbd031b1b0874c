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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Kafka and Elasticsearch as child processes of this one. */
final class LocalEngines implements AutoCloseable {
  private final Parts parts = new Parts();
  private final LocalKafka kafka;
  private final LocalElasticsearch elasticsearch;

  private LocalEngines(LocalKafka kafka, LocalElasticsearch elasticsearch) {
    this.kafka = parts.begin(kafka);
    this.elasticsearch = parts.begin(elasticsearch);
  }

  /** Starts both at the same time. */
  static LocalEngines start(EngineOptions kafkaOptions, EngineOptions elasticsearchOptions) {
    CompletableFuture<LocalKafka> kafka =
        CompletableFuture.supplyAsync(() -> LocalKafka.start(kafkaOptions));
    CompletableFuture<LocalElasticsearch> elasticsearch =
        CompletableFuture.supplyAsync(() -> LocalElasticsearch.start(elasticsearchOptions));
    try {
      CompletableFuture.allOf(kafka, elasticsearch).join();
    } catch (CompletionException e) {
      kafka.thenAccept(LocalKafka::close);
      elasticsearch.thenAccept(LocalElasticsearch::close);
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    return new LocalEngines(kafka.join(), elasticsearch.join());
  }

  /** With the data that {@code ./sightline up} keeps in this folder. */
  static LocalEngines kept(Path data) {
    return start(
        EngineOptions.kept(data.resolve("kafka"), 0, 768),
        EngineOptions.kept(data.resolve("elasticsearch"), 0, 1024));
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
