package io.sightline.indexer;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.Health;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.service.Parts;
import io.sightline.contract.service.Service;
import io.sightline.contract.wire.DeadLetters;
import io.sightline.contract.wire.TopicAdmin;
import io.sightline.contract.wire.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sightings into the index, and the API that answers from it. */
public final class IndexerService implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(IndexerService.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SightlineConfig config;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Parts parts = new Parts();
  private Identities identities;
  private PhotoClient photos;
  private volatile IndexLoop loop;
  private SightingSearch search;
  private Javalin server;

  public IndexerService(SightlineConfig config) {
    this.config = config;
  }

  @Override
  public String name() {
    return "indexer";
  }

  @Override
  public void start() throws IOException, InterruptedException {
    Clock clock = Clock.systemUTC();
    KafkaSettings kafka = new KafkaSettings(config.kafka());
    Topics topics = config.topics();
    try (Admin admin = Admin.create(kafka.common())) {
      TopicAdmin.ensure(admin, topics.all(), config.kafka().replication().shortValue());
    }
    ElasticsearchClient client =
        parts.begin(new ElasticsearchConnection(config.elasticsearch())).client();
    SightingIndices indices = new SightingIndices(client, config.elasticsearch().indexPrefix());
    search = new SightingSearch(client, indices);
    IndexMetrics metrics = new IndexMetrics(registry);
    Producer<byte[], byte[]> producer = parts.begin(producer(kafka));
    identities = parts.begin(new Identities(kafka, topics, producer, clock, metrics));
    identities.start();
    photos = parts.begin(new PhotoClient(kafka, topics, producer, PATIENCE, metrics));
    photos.start();
    serve(
        new Api(
            config.api(), search, identities, new Enrolment(photos, identities, clock), photos));
    loop =
        parts.begin(
            new IndexLoop(
                kafka,
                topics.sightings().name(),
                new SightingWriter(client, indices, metrics),
                new DeadLetterSender(
                    producer, new DeadLetters(topics, "indexer", clock), metrics)));
    loop.start();
    keepRetention(new Retention(client, indices, config.retention(), clock));
  }

  private static Producer<byte[], byte[]> producer(KafkaSettings kafka) {
    Map<String, Object> settings = kafka.producer();
    // A request to the API waits as long as this for a broker that is away.
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void keepRetention(Retention retention) {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    parts.begin(timer::shutdownNow);
    timer.scheduleWithFixedDelay(retention::run, 1, 60, TimeUnit.MINUTES);
  }

  private void serve(Api api) throws IOException {
    server = api.build();
    parts.begin(server::stop);
    try {
      server.start();
    } catch (JavalinBindException e) {
      throw new IOException(
          "the API cannot listen on "
              + config.api().host()
              + ":"
              + config.api().port()
              + " (keys api.host, api.port): the port is in use or not allowed",
          e);
    }
    LOG.info("API at http://{}:{}/api/v1", config.api().host(), server.port());
  }

  /** Where the API listens. */
  public int apiPort() {
    return server.port();
  }

  /** For the test that compares them with the document. */
  List<io.javalin.router.Endpoint> routes() {
    return server.unsafe.internalRouter.allHttpHandlers().stream().map(h -> h.endpoint).toList();
  }

  /** Makes everything indexed so far searchable, which otherwise takes up to a second. */
  public void refresh() {
    try {
      search.refresh();
    } catch (IOException e) {
      throw new UncheckedIOException("the indices cannot be refreshed", e);
    }
  }

  @Override
  public Health health() {
    if (loop == null) {
      return Health.down("starting");
    }
    return Stream.of(loop.trouble(), identities.trouble(), photos.trouble())
        .filter(trouble -> !trouble.isEmpty())
        .findFirst()
        .map(Health::down)
        .orElse(Health.ok());
  }

  @Override
  public PrometheusMeterRegistry metrics() {
    return registry;
  }

  @Override
  public void close() {
    parts.close();
  }
}
