package io.sightline.indexer;

import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightline.contract.config.ConfigException;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.Health;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.service.Parts;
import io.sightline.contract.service.Service;
import io.sightline.contract.wire.Codec;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.DeadLetters;
import io.sightline.contract.wire.Topic;
import io.sightline.contract.wire.TopicAdmin;
import io.sightline.contract.wire.Topics;
import io.sightline.indexer.delivery.Channels;
import io.sightline.indexer.delivery.Deliveries;
import io.sightline.indexer.delivery.Patience;
import io.sightline.indexer.topic.ConfirmedSender;
import io.sightline.indexer.topic.DeadLetterSender;
import io.sightline.indexer.topic.DeadRecords;
import io.sightline.indexer.topic.GroupLoop;
import io.sightline.indexer.topic.InTurn;
import io.sightline.indexer.topic.TopicTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sightings and alerts into the index, alerts to the channels, and the API that answers from all of
 * it.
 */
public final class IndexerService implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(IndexerService.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int BATCH = 500;
  private static final GroupLoop.Pauses PAUSES =
      new GroupLoop.Pauses(Duration.ofMillis(200), Duration.ofSeconds(10));

  private final SightlineConfig config;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Parts parts = new Parts();
  private final Clock clock = Clock.systemUTC();
  private final DeadRecords dead = new DeadRecords(registry);
  private final List<Supplier<String>> troubles = new CopyOnWriteArrayList<>();

  /** What is said of a service that is up. */
  private final List<Supplier<String>> waits = new CopyOnWriteArrayList<>();

  /** Tell those that take their time to end. */
  private final List<Runnable> stops = new CopyOnWriteArrayList<>();

  private KafkaSettings kafka;
  private Producer<byte[], byte[]> producer;
  private volatile Index index;
  private volatile Deliveries deliveries;
  private Javalin server;
  private volatile boolean started;

  /**
   * @throws ConfigException when a channel cannot work as it is configured
   */
  public IndexerService(SightlineConfig config) {
    this.config = config;
    Channels.check(config.channels());
  }

  @Override
  public String name() {
    return "indexer";
  }

  @Override
  public void start() throws IOException, InterruptedException {
    kafka = new KafkaSettings(config.kafka());
    Topics topics = config.topics();
    try (Admin admin = Admin.create(kafka.common())) {
      TopicAdmin.ensure(admin, topics.all(), config.kafka().replication().shortValue());
    }
    index =
        new Index(
            parts.begin(new ElasticsearchConnection(config.elasticsearch())).client(),
            config.elasticsearch().indexPrefix());
    producer = parts.begin(producer(kafka));
    Identities identities = new Identities(table(topics.enrollments(), Codecs.ENROLLMENT), clock);
    Watchlists watchlists = new Watchlists(table(topics.watchlists(), Codecs.WATCHLIST), clock);
    watchlists.publish(config.watchlists());
    watchlists.warnOfUnknown(config.channels().keySet());
    Verdicts verdicts = parts.begin(new Verdicts(kafka, sender(topics.verdicts())));
    troubles.add(verdicts::trouble);
    verdicts.start();
    startDeliveries(topics);
    serve(new Api(config.api(), resources(topics, identities, watchlists, verdicts)));
    startLoops(topics, identities, watchlists);
    keepRetention(topics, verdicts);
    started = true;
  }

  private <T> TopicTable<T> table(Topic topic, Codec<T> codec) throws InterruptedException {
    TopicTable<T> table =
        parts.begin(
            new TopicTable<>(
                kafka, topic.name(), codec.serde(), producer, dead, new ConcurrentHashMap<>()));
    troubles.add(table::trouble);
    table.start();
    return table;
  }

  private void startDeliveries(Topics topics) throws InterruptedException {
    deliveries =
        parts.begin(
            new Deliveries(
                kafka, topics, config.channels(), producer, registry, Patience.DEFAULT, clock));
    troubles.add(deliveries::trouble);
    waits.add(deliveries::waiting);
    stops.add(deliveries::stop);
    deliveries.start();
  }

  private List<Routes> resources(
      Topics topics, Identities identities, Watchlists watchlists, Verdicts verdicts)
      throws InterruptedException {
    PhotoClient photos = parts.begin(new PhotoClient(kafka, topics, producer, PATIENCE, dead));
    troubles.add(photos::trouble);
    photos.start();
    PhotoLimit limit = new PhotoLimit();
    SightingSearch sightings = index.sightings();
    LookBack lookBack = new LookBack(watchlists, sender(topics.lookBacks()));
    return List.of(
        new SightingRoutes(sightings, photos, limit),
        new IdentityRoutes(
            identities,
            watchlists,
            verdicts,
            lookBack,
            new Enrolment(photos, identities, clock),
            limit),
        new VerdictRoutes(verdicts),
        new WatchlistRoutes(
            watchlists,
            identities,
            lookBack,
            index.forecast(config.retention().unknown(), clock),
            config.channels().keySet(),
            clock),
        new JourneyRoutes(
            new Journeys(
                sightings, Optional.ofNullable(config.recognition().similarityThreshold()), clock)),
        new AlertRoutes(
            index.alerts(), new AlertActions(sender(topics.alertActions())), deliveries::of, clock),
        routes ->
            routes.get("/api/v1/channels", r -> r.json(Map.of("channels", deliveries.states()))));
  }

  private void startLoops(Topics topics, Identities identities, Watchlists watchlists) {
    IndexMetrics metrics = new IndexMetrics(registry);
    DocumentWriter writer = new DocumentWriter(index.client());
    Documents sightings = new SightingDocuments(index.sightingDays(), metrics);
    Documents alerts = new AlertDocuments(index.alertDays(), metrics);
    DeadLetterSender letters = letters("indexer");
    loop("indexer", topics.sightings(), BATCH, () -> new Batch(sightings, writer, letters));
    loop("alert-indexer", topics.alerts(), BATCH, () -> new Batch(alerts, writer, letters));
    VerdictWork verdicts = new VerdictWork(identities, sender(topics.verdicts()));
    DeadLetterSender unread = letters("verdict-reader");
    loop("verdict-reader", topics.verdicts(), BATCH, InTurn.batches(() -> verdicts, unread));
    Archive archive = new Archive(index.sightings(), new ModelThresholds(config.recognition()));
    ConfirmedSender evidence = sender(topics.alertEvidence());
    LookBackWork work = new LookBackWork(archive, identities, watchlists, evidence, clock);
    DeadLetterSender unasked = letters("look-back");
    // Each may take long: after a whole batch of them Kafka would take this process for dead.
    GroupLoop lookBacks =
        begin("look-back", topics.lookBacks(), 1, InTurn.batches(() -> work, unasked));
    // Whoever has left the list meanwhile is waited for, too, which no new start mends.
    troubles.add(() -> lookBacks.dead() ? lookBacks.trouble() : "");
    waits.add(lookBacks::trouble);
  }

  private ConfirmedSender sender(Topic topic) {
    return new ConfirmedSender(producer, topic.name());
  }

  private void loop(String role, Topic topic, int batch, Supplier<GroupLoop.Work> work) {
    troubles.add(begin(role, topic, batch, work)::trouble);
  }

  private GroupLoop begin(String role, Topic topic, int batch, Supplier<GroupLoop.Work> work) {
    GroupLoop loop = parts.begin(new GroupLoop(kafka, role, topic.name(), batch, PAUSES, work));
    stops.add(loop::stop);
    loop.start();
    return loop;
  }

  private DeadLetterSender letters(String stage) {
    return new DeadLetterSender(producer, new DeadLetters(config.topics(), stage, clock), dead);
  }

  private static Producer<byte[], byte[]> producer(KafkaSettings kafka) {
    Map<String, Object> settings = kafka.producer();
    // A request to the API waits as long as this for a broker that is away.
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void keepRetention(Topics topics, Verdicts verdicts) {
    Retention retention = new Retention(index, config.retention(), verdicts::forgetNobodys, clock);
    waits.add(retention::trouble);
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    parts.begin(timer::shutdownNow);
    timer.scheduleWithFixedDelay(retention::run, 1, 60, TimeUnit.MINUTES);
    for (Topic topic : List.of(topics.enrollments(), topics.verdicts())) {
      timer.scheduleWithFixedDelay(sender(topic)::stir, 60, 60, TimeUnit.MINUTES);
    }
  }

  private void serve(Api api) throws IOException {
    server = api.build();
    parts.begin(server::stop);
    try {
      server.start();
    } catch (JavalinBindException e) {
      throw new IOException(
          "the API cannot listen on %s:%d (keys api.host, api.port): in use, or not allowed"
              .formatted(config.api().host(), config.api().port()),
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
      index.sightings().refresh();
      index.alerts().refresh();
    } catch (IOException e) {
      throw new UncheckedIOException("the indices cannot be refreshed", e);
    }
  }

  @Override
  public Health health() {
    if (!started) {
      return Health.down("starting");
    }
    String waiting = told(waits).collect(Collectors.joining("; "));
    return told(troubles)
        .findFirst()
        .map(Health::down)
        .orElse(waiting.isEmpty() ? Health.ok() : new Health(true, waiting));
  }

  private static Stream<String> told(List<Supplier<String>> sources) {
    return sources.stream().map(Supplier::get).filter(detail -> !detail.isEmpty());
  }

  @Override
  public PrometheusMeterRegistry metrics() {
    return registry;
  }

  /** A loop waits for what it has asked Kafka last, half a second each: they end side by side. */
  @Override
  public void close() {
    stops.forEach(Runnable::run);
    parts.close();
  }
}
