package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codec;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Topic;
import io.sightline.indexer.topic.ConfirmedSender;
import io.sightline.indexer.topic.DeadRecords;
import io.sightline.indexer.topic.TopicTable;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What lies in Kafka can be read and changed while Elasticsearch is away. */
@ExtendWith(KafkaExtension.class)
class ApiWithoutElasticsearchTest {
  private final List<AutoCloseable> parts = new ArrayList<>();
  private TestStreet street;
  private ApiClient api;

  @BeforeEach
  void start(LocalKafka kafka) throws Exception {
    street = new TestStreet(kafka.bootstrapServers(), "http://127.0.0.1:1", "without");
    parts.add(street);
    Clock clock = Clock.systemUTC();
    Watchlists watchlists =
        new Watchlists(table(street.config.topics().watchlists(), Codecs.WATCHLIST), clock);
    Identities identities =
        new Identities(table(street.config.topics().enrollments(), Codecs.ENROLLMENT), clock);
    ElasticsearchConnection connection = new ElasticsearchConnection(street.config.elasticsearch());
    parts.add(connection);
    Index index = new Index(connection.client(), "without-");
    Routes lists =
        new WatchlistRoutes(
            watchlists,
            identities,
            new LookBack(watchlists, sender(street.config.topics().lookBacks())),
            index.forecast(Duration.ofDays(7), clock),
            Set.of(),
            clock);
    Routes alerts =
        new AlertRoutes(
            index.alerts(),
            new AlertActions(sender(street.config.topics().alertActions())),
            id -> List.of(),
            clock);
    Javalin server = new Api(street.config.api(), List.of(lists, alerts)).build().start();
    parts.add(server::stop);
    api = new ApiClient("http://127.0.0.1:" + server.port(), "");
  }

  private <T> TopicTable<T> table(Topic topic, Codec<T> codec) throws InterruptedException {
    TopicTable<T> table =
        new TopicTable<>(
            new KafkaSettings(street.config.kafka()),
            topic.name(),
            codec.serde(),
            street.producer(),
            new DeadRecords(new SimpleMeterRegistry()),
            new ConcurrentHashMap<>());
    parts.add(table);
    table.start();
    return table;
  }

  private ConfirmedSender sender(Topic topic) {
    return new ConfirmedSender(street.producer(), topic.name());
  }

  @AfterEach
  void stop() throws Exception {
    for (int i = parts.size() - 1; i >= 0; i--) {
      parts.get(i).close();
    }
  }

  @Test
  void aListIsShownWithoutItsForecastAndAnActionAccepted() throws Exception {
    String list = "/api/v1/watchlists/{id}";
    api.json("PUT", "/api/v1/watchlists/banned", list, "{ \"name\": \"Banned\" }", 201);
    JsonNode shown = api.get("/api/v1/watchlists/banned", list);
    assertThat(shown.at("/name").asText()).isEqualTo("Banned");
    assertThat(shown.has("expectedFalseAlerts")).isFalse();
    api.json(
        "POST",
        "/api/v1/alerts/a/actions",
        "/api/v1/alerts/{id}/actions",
        "{ \"action\": \"acknowledge\", \"by\": \"eve\" }",
        202);
    assertThat(api.problem("GET", "/api/v1/alerts/a", 503)).isNotEmpty();
  }
}
