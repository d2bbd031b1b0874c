package io.sightline.local;

import io.sightline.contract.config.ElasticsearchConfig;
import io.sightline.contract.config.KafkaConfig;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.AdminServer;
import io.sightline.contract.service.Parts;
import io.sightline.contract.service.Service;
import io.sightline.indexer.IndexerService;
import io.sightline.ingest.IngestService;
import io.sightline.recognizer.RecognizerService;
import io.sightline.testkit.EngineOptions;
import io.sightline.testkit.LocalElasticsearch;
import io.sightline.testkit.LocalKafka;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The whole flow on this machine: the two engines as child processes, the three services in this
 * one.
 */
final class Street implements AutoCloseable {
  private final Parts parts = new Parts();
  private SightlineConfig config;
  private LocalKafka kafka;
  private LocalElasticsearch elasticsearch;
  private RecognizerService recognizer;
  private IndexerService indexer;
  private IngestService ingest;

  private Street() {}

  /**
   * Starts everything but the cameras. Stages start against the flow, so that each finds its
   * follower ready.
   *
   * @param wanted the user's; where the engines are is filled in here
   */
  static Street start(
      SightlineConfig wanted, EngineOptions kafkaOptions, EngineOptions elasticsearchOptions)
      throws IOException, InterruptedException {
    Street street = new Street();
    try {
      street.startEngines(wanted, kafkaOptions, elasticsearchOptions);
      street.indexer =
          street.begin(new IndexerService(street.config), street.config.admin().indexer());
      street.recognizer =
          street.begin(new RecognizerService(street.config), street.config.admin().recognizer());
      return street;
    } catch (IOException | InterruptedException | RuntimeException e) {
      street.close();
      throw e;
    }
  }

  private void startEngines(
      SightlineConfig wanted, EngineOptions kafkaOptions, EngineOptions elasticsearchOptions) {
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
    this.kafka = parts.begin(kafka.join());
    this.elasticsearch = parts.begin(elasticsearch.join());
    config = at(wanted, kafka.join().bootstrapServers(), elasticsearch.join().url());
  }

  /** The same, but for where the engines are. */
  static SightlineConfig at(SightlineConfig c, String bootstrapServers, String url) {
    KafkaConfig kafka =
        new KafkaConfig(bootstrapServers, c.kafka().topicPrefix(), c.kafka().partitions(), 1, null);
    ElasticsearchConfig elasticsearch =
        new ElasticsearchConfig(url, null, null, c.elasticsearch().indexPrefix());
    return new SightlineConfig(
        kafka,
        elasticsearch,
        c.capture(),
        c.cameras(),
        c.recognition(),
        c.sightings(),
        c.api(),
        c.admin(),
        c.retention(),
        c.matching(),
        c.watchlists(),
        c.channels());
  }

  private <T extends Service> T begin(T service, int port)
      throws IOException, InterruptedException {
    parts.begin(service);
    service.start();
    parts.begin(new AdminServer(config.admin().host(), port, service));
    return service;
  }

  void startCameras() throws IOException, InterruptedException {
    ingest = begin(new IngestService(config), config.admin().ingest());
  }

  /**
   * Does nothing while both engines run.
   *
   * @throws io.sightline.testkit.EngineException when one has ended by itself; says why
   */
  void requireEngines() {
    kafka.requireAlive();
    elasticsearch.requireAlive();
  }

  /** With the addresses that are in use. */
  SightlineConfig config() {
    return config;
  }

  IngestService ingest() {
    return ingest;
  }

  RecognizerService recognizer() {
    return recognizer;
  }

  IndexerService indexer() {
    return indexer;
  }

  String apiUrl() {
    return "http://" + config.api().host() + ":" + indexer.apiPort();
  }

  @Override
  public void close() {
    parts.close();
  }
}
