package io.sightline.indexer;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.Health;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.service.Service;
import io.sightline.contract.wire.DeadLetters;
import io.sightline.contract.wire.TopicAdmin;
import io.sightline.contract.wire.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sightings into the index, and the API that answers from it. */
public final class IndexerService implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(IndexerService.class);

  private final SightlineConfig config;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Deque<AutoCloseable> begun = new ArrayDeque<>();
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
  public void start() throws InterruptedException {
    Clock clock = Clock.systemUTC();
    KafkaSettings kafka = new KafkaSettings(config.kafka());
    Topics topics = config.topics();
    try (Admin admin = Admin.create(kafka.common())) {
      TopicAdmin.ensure(admin, topics.all(), config.kafka().replication().shortValue());
    }
    ElasticsearchClient client =
        begin(new ElasticsearchConnection(config.elasticsearch())).client();
    SightingIndices indices = new SightingIndices(client, config.elasticsearch().indexPrefix());
    search = new SightingSearch(client, indices);
    Identities identities = begin(new Identities(kafka, topics));
    identities.start();
    PhotoClient photos = begin(new PhotoClient(kafka, topics));
    photos.start();
    loop =
        begin(
            new IndexLoop(
                kafka,
                topics,
                new SightingWriter(client, indices),
                new DeadLetters(topics, "indexer", clock),
                new IndexMetrics(registry)));
    loop.start();
    keepRetention(new Retention(client, indices, config.retention(), clock));
    serve(
        new Api(
            config.api(), search, identities, new Enrolment(photos, identities, clock), photos));
  }

  private void keepRetention(Retention retention) {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    begun.push(timer::shutdownNow);
    timer.scheduleWithFixedDelay(retention::run, 1, 60, TimeUnit.MINUTES);
  }

  private void serve(Api api) {
    server = api.build();
    begun.push(server::stop);
    try {
      server.start();
    } catch (JavalinBindException e) {
      throw new IllegalStateException(
          "the API cannot listen on "
              + config.api().host()
              + ":"
              + config.api().port()
              + " (keys api.host, api.port): the port is in use or not allowed",
          e);
    }
    LOG.info("API at http://{}:{}/api/v1", config.api().host(), server.port());
  }

  private <T extends AutoCloseable> T begin(T part) {
    begun.push(part);
    return part;
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
    return loop.trouble().isEmpty() ? Health.ok() : Health.down(loop.trouble());
  }

  @Override
  public PrometheusMeterRegistry metrics() {
    return registry;
  }

  @Override
  public void close() {
    while (!begun.isEmpty()) {
      AutoCloseable part = begun.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} did not close well", part.getClass().getSimpleName(), e);
      }
    }
  }
}
