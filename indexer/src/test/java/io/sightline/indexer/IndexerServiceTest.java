package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Sighting;
import io.sightline.testkit.ElasticsearchExtension;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalElasticsearch;
import io.sightline.testkit.LocalKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** The whole service on the real engines. */
@ExtendWith({KafkaExtension.class, ElasticsearchExtension.class})
class IndexerServiceTest {
  private static final String KEY = "a-key-for-tests-only";
  private static final Instant T0 = Instant.parse("2026-03-01T23:59:58Z");

  private SightlineConfig config;
  private IndexerService service;
  private FakeRecogniser recogniser;
  private KafkaProducer<byte[], byte[]> producer;
  private ApiClient api;

  @BeforeEach
  void start(LocalKafka kafka, LocalElasticsearch elasticsearch, TestInfo test) throws Exception {
    String prefix = test.getTestMethod().orElseThrow().getName().toLowerCase();
    config =
        ConfigLoader.parse(
            """
            kafka: { bootstrap_servers: "%s", topic_prefix: "%s.", partitions: 2 }
            elasticsearch: { url: "%s", index_prefix: "%s-" }
            api: { port: 0, keys: ["%s"] }
            retention: { unknown: 3650d, matched: 3651d }
            """
                .formatted(kafka.bootstrapServers(), prefix, elasticsearch.url(), prefix, KEY),
            "test",
            Map.of());
    service = new IndexerService(config);
    service.start();
    recogniser = new FakeRecogniser(config);
    producer =
        new KafkaProducer<>(
            new KafkaSettings(config.kafka()).producer(),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    api = new ApiClient("http://127.0.0.1:" + service.apiPort(), KEY);
  }

  @AfterEach
  void stop() throws Exception {
    producer.close();
    recogniser.close();
    service.close();
  }

  @Test
  void versionsOfASightingMeetInOneDocumentWhateverTheirOrder() throws Exception {
    Embedding face = Faces.embedding("s", 0, 512);
    Sighting first = Faces.sighting("a", 1, "lobby", T0, face);
    Sighting third =
        Faces.named(Faces.sighting("a", 3, "lobby", T0, face), "ann", MaskState.MASKED);
    send(third, first, Faces.sighting("a", 2, "lobby", T0, face), third);
    awaitIndexed(4);

    JsonNode found = api.get("/api/v1/sightings", "/api/v1/sightings");
    assertThat(found.at("/sightings")).hasSize(1);
    assertThat(found.at("/sightings/0/version").asInt()).isEqualTo(3);
    assertThat(found.at("/sightings/0/identity/name").asText()).isEqualTo("ANN");
    assertThat(found.at("/sightings/0/masked").asBoolean()).isTrue();
    assertThat(service.metrics().get("sightline.documents.indexed").counter().count()).isEqualTo(1);
    JsonNode one = api.get("/api/v1/sightings/a", "/api/v1/sightings/{id}");
    assertThat(one).isEqualTo(found.at("/sightings/0"));
    assertThat(api.bytes("/api/v1/sightings/a/crop")).containsExactly(0xff, 0xd8, 7);
  }

  @Test
  void pagesHaveNoGapsWhileSightingsArrive() throws Exception {
    Embedding face = Faces.embedding("s", 0, 512);
    for (int i = 0; i < 25; i++) {
      // Pairs share a time; the days change in between.
      send(Faces.sighting("p" + i, 1, i % 2 == 0 ? "lobby" : "gate", T0.plusSeconds(i / 2), face));
    }
    awaitIndexed(25);
    Set<String> seen = new HashSet<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonNode page = api.get("/api/v1/sightings?limit=10" + cursor, "/api/v1/sightings");
      page.at("/sightings").forEach(s -> assertThat(seen.add(s.at("/id").asText())).isTrue());
      send(Faces.sighting("later" + pages, 1, "lobby", T0.plusSeconds(100 + pages), face));
      awaitIndexed(26 + pages);
      cursor = page.has("cursor") ? "&cursor=" + page.at("/cursor").asText() : null;
      pages++;
    } while (cursor != null);
    assertThat(pages).isEqualTo(3);
    assertThat(seen).hasSize(25);
    assertThat(ids("?camera=gate&limit=100")).hasSize(12).allMatch(id -> id.startsWith("p"));
    assertThat(ids("?from=2026-03-02T00:00:09Z&to=2026-03-02T00:00:10Z"))
        .containsExactlyInAnyOrder("p20", "p21", "p22", "p23");
    assertThat(ids("?masked=true")).isEmpty();
    assertThat(ids("?masked=unknown&limit=500")).hasSize(28);
  }

  @Test
  void aPhotoFindsTheMostSimilarSightingsOfItsSpace() throws Exception {
    for (int i = 0; i < 10; i++) {
      send(Faces.sighting("s" + i, 1, "lobby", T0, Faces.embedding("s", i * 0.3, 512)));
    }
    send(Faces.sighting("other", 1, "lobby", T0, Faces.embedding("other", 0.6, 128)));
    awaitIndexed(11);
    JsonNode found =
        api.photo("/api/v1/sightings/search?limit=3", "/api/v1/sightings/search", "0.62", 200);
    assertThat(found.at("/sightings"))
        .extracting(s -> s.at("/id").asText())
        .containsExactly("s2", "s3", "s1");
    assertThat(found.at("/sightings/0/similarity").asDouble()).isGreaterThan(0.999);
    JsonNode near =
        api.photo(
            "/api/v1/sightings/search?minSimilarity=0.99", "/api/v1/sightings/search", "0.62", 200);
    assertThat(near.at("/sightings")).hasSize(1);
  }

  @Test
  void peopleAreEnrolledByPhotos() throws Exception {
    JsonNode ann = api.enrol(Map.of("name", "Ann"), List.of("0.1", "0.2"), 201);
    String id = ann.at("/id").asText();
    assertThat(ann.at("/templates")).hasSize(2);
    JsonNode more = api.enrol(Map.of("name", "Ann B.", "id", id), List.of("0.3"), 201);
    assertThat(more.at("/templates")).hasSize(3);
    assertThat(api.get("/api/v1/identities/" + id, "/api/v1/identities/{id}")).isEqualTo(more);
    assertThat(api.get("/api/v1/identities", "/api/v1/identities").at("/identities")).hasSize(1);

    // It is in the topic, where recognisers and a restarted indexer find it.
    service.close();
    service = new IndexerService(config);
    service.start();
    api = new ApiClient("http://127.0.0.1:" + service.apiPort(), KEY);
    assertThat(api.get("/api/v1/identities/" + id, "/api/v1/identities/{id}")).isEqualTo(more);
    api.delete("/api/v1/identities/" + id);
    assertThat(api.problem("GET", "/api/v1/identities/" + id, 404)).contains(id);
  }

  @Test
  void whatIsWrongWithARequestIsSaid() throws Exception {
    assertThat(api.enrol(Map.of("name", "Bob"), List.of(""), 422).at("/detail").asText())
        .contains("no face");
    assertThat(
            api.enrol(Map.of("name", "Bob"), List.of("0.1", "1,2,3"), 422).at("/detail").asText())
        .contains("3 faces");
    assertThat(api.enrol(Map.of("name", "Bob"), List.of("broken"), 422).at("/detail").asText())
        .contains("cannot be decoded");
    assertThat(api.enrol(Map.of("name", " "), List.of("0.1"), 400).at("/detail").asText())
        .contains("name");
    assertThat(
            api.enrol(Map.of("name", "Bob", "id", "nobody"), List.of("0.1"), 404)
                .at("/detail")
                .asText())
        .contains("nobody");
    assertThat(api.get("/api/v1/identities", "/api/v1/identities").at("/identities")).isEmpty();
    assertThat(api.problem("GET", "/api/v1/sightings?limit=0", 400)).contains("limit");
    assertThat(api.problem("GET", "/api/v1/sightings?from=yesterday", 400)).contains("from");
    assertThat(api.problem("GET", "/api/v1/sightings?cursor=xyz", 400)).contains("cursor");
    assertThat(api.problem("GET", "/api/v1/sightings/none", 404)).contains("none");
    assertThat(api.problem("GET", "/api/v1/nothing", 404)).contains("/api/v1/nothing");
    ApiClient stranger = new ApiClient("http://127.0.0.1:" + service.apiPort(), "wrong");
    assertThat(stranger.problem("GET", "/api/v1/sightings", 401)).contains("X-Api-Key");
  }

  @Test
  void badRecordsBecomeDeadLettersAndTheRestGoesOn() throws Exception {
    String topic = config.topics().sightings().name();
    producer.send(new ProducerRecord<>(topic, 0, "x".getBytes(), new byte[] {9, 9})).get();
    // The length of its embedding is not that of its space.
    send(Faces.sighting("good", 1, "lobby", T0, Faces.embedding("s", 0, 512)));
    awaitIndexed(1);
    send(Faces.sighting("short", 1, "lobby", T0, Faces.embedding("s", 0, 64)));
    send(Faces.sighting("good2", 1, "lobby", T0, Faces.embedding("s", 0, 512)));
    awaitIndexed(2);
    try (var consumer =
        new KafkaConsumer<>(
            new KafkaSettings(config.kafka()).consumer(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition dead = new TopicPartition(config.topics().deadLetters().name(), 0);
      consumer.assign(List.of(dead));
      consumer.seekToBeginning(List.of(dead));
      List<String> reasons = new ArrayList<>();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(100))
                    .forEach(r -> reasons.add(Codecs.DEAD_LETTER.decode(r.value()).reason()));
                return reasons.size() >= 2;
              });
      assertThat(reasons)
          .anyMatch(r -> r.contains("not a sighting"))
          .anyMatch(r -> r.contains("embedding"));
    }
  }

  @Test
  void theApiIsWhatItsDocumentSays() throws Exception {
    assertThat(api.documentedRoutes()).containsExactlyInAnyOrderElementsOf(ApiRoutes.of(service));
  }

  @Test
  void aPortInUseIsNamed() {
    SightlineConfig taken =
        config
            .change()
            .api(new io.sightline.contract.config.ApiConfig(null, service.apiPort(), null))
            .build();
    try (IndexerService second = new IndexerService(taken)) {
      assertThatThrownBy(second::start)
          .hasMessageContaining("api.port")
          .hasMessageContaining("" + service.apiPort());
    }
  }

  private List<String> ids(String query) throws Exception {
    List<String> ids = new ArrayList<>();
    api.get("/api/v1/sightings" + query, "/api/v1/sightings")
        .at("/sightings")
        .forEach(s -> ids.add(s.at("/id").asText()));
    return ids;
  }

  private void send(Sighting... sightings) throws Exception {
    for (Sighting s : sightings) {
      byte[] key = s.id().getBytes(StandardCharsets.UTF_8);
      producer
          .send(
              new ProducerRecord<>(
                  config.topics().sightings().name(), key, Codecs.SIGHTING.encode(s)))
          .get();
    }
  }

  private void awaitIndexed(int versions) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                service.metrics().find("sightline.sightings.indexed").counters().stream()
                        .mapToDouble(c -> c.count())
                        .sum()
                    >= versions);
    service.refresh();
  }
}
