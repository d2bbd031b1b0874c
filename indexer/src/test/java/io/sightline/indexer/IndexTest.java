package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.mapping.DenseVectorIndexOptionsType;
import co.elastic.clients.elasticsearch._types.mapping.DenseVectorProperty;
import co.elastic.clients.json.JsonData;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.config.ElasticsearchConfig;
import io.sightline.contract.config.RetentionConfig;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Sighting;
import io.sightline.testkit.ElasticsearchExtension;
import io.sightline.testkit.LocalElasticsearch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** Indices, writing and retention on the real Elasticsearch. */
@ExtendWith(ElasticsearchExtension.class)
class IndexTest {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final Embedding FACE = Faces.embedding("s", 0, 32);

  private ElasticsearchConnection connection;
  private ElasticsearchClient client;
  private SightingIndices indices;
  private DailyIndices alerts;
  private DocumentWriter writer;
  private SightingDocuments documents;
  private String prefix;

  @BeforeEach
  void connect(LocalElasticsearch elasticsearch, TestInfo test) {
    prefix = test.getTestMethod().orElseThrow().getName().toLowerCase() + "-";
    connection =
        new ElasticsearchConnection(
            new ElasticsearchConfig(elasticsearch.url(), null, null, prefix));
    client = connection.client();
    indices = new SightingIndices(client, prefix);
    alerts = new DailyIndices(client, prefix + "alerts", "alerts-template.json");
    writer = new DocumentWriter(client);
    documents = new SightingDocuments(indices, new IndexMetrics(new SimpleMeterRegistry()));
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
  }

  @Test
  void eachSpaceHasItsOwnIndicesWithVectorsOfItsOwnLength() throws Exception {
    write(
        Faces.sighting("a", 1, "lobby", NOON, Faces.embedding("Net-1", 0, 64)),
        Faces.sighting("b", 1, "lobby", NOON, Faces.embedding("net_1", 0, 32)),
        Faces.sighting("c", 1, "lobby", NOON.plus(Duration.ofHours(12)), FACE));
    Set<String> names = client.indices().get(g -> g.index(prefix + "sightings")).result().keySet();
    assertThat(names)
        .hasSize(3)
        .contains(prefix + "sightings-2026.03.10-net_1", prefix + "sightings-2026.03.11-s");
    assertThat(vector(indices.all("Net-1")).dims()).isEqualTo(64);
    assertThat(vector(indices.all("net_1")).dims()).isEqualTo(32);
    assertThat(vector(indices.all("s")).indexOptions().type())
        .isEqualTo(DenseVectorIndexOptionsType.Int8Hnsw);
  }

  @Test
  void onlyTheRecordToBlameIsRefused() throws Exception {
    Pending[] batch = new Pending[5];
    for (int i = 0; i < batch.length; i++) {
      // Elasticsearch refuses the whole request for an id this long.
      String id = i == 3 ? "x".repeat(600) : "good" + i;
      String index = indices.of(Faces.sighting(id, 1, "lobby", NOON, FACE));
      batch[i] = new Pending(null, index, id, 1, Map.of("id", id), created -> {});
    }
    WriteResult result = writer.write(documents, List.of(batch));
    assertThat(result.retry()).isEmpty();
    assertThat(result.refused()).hasSize(1);
    assertThat(result.refused().get(0).pending()).isSameAs(batch[3]);
    assertThat(result.refused().get(0).reason()).contains("too long");
    assertThat(count()).isEqualTo(4);
  }

  @Test
  void anIndexThatMayNotBeWrittenIsWaitedFor() throws Exception {
    write(Faces.sighting("a", 1, "lobby", NOON, FACE));
    block(indices.all(), true);
    Pending next = pending(Faces.sighting("b", 1, "lobby", NOON, FACE));
    WriteResult blocked = writer.write(documents, List.of(next));
    assertThat(blocked.retry()).containsExactly(next);
    assertThat(blocked.reason()).contains("blocked");
    block(indices.all(), false);
    assertThat(writer.write(documents, blocked.retry()).retry()).isEmpty();
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void anElasticsearchThatComesBackEmptyGetsItsMappingAgain(LocalElasticsearch elasticsearch)
      throws Exception {
    try (Gate gate = new Gate(elasticsearch.url());
        ElasticsearchConnection gated =
            new ElasticsearchConnection(new ElasticsearchConfig(gate.url(), null, null, prefix))) {
      SightingDocuments behind =
          new SightingDocuments(
              new SightingIndices(gated.client(), prefix),
              new IndexMetrics(new SimpleMeterRegistry()));
      DocumentWriter waiting = new DocumentWriter(gated.client());
      List<Pending> batch = List.of(pending(Faces.sighting("a", 1, "lobby", NOON, FACE)));
      assertThat(waiting.write(behind, batch).retry()).isEmpty();
      gate.shut();
      assertThat(waiting.write(behind, batch).retry()).isEqualTo(batch);
      client.indices().delete(d -> d.index(prefix + "sightings-2026.03.10-s"));
      client.indices().deleteIndexTemplate(d -> d.name(prefix + "sightings"));
      gate.open();
      await().atMost(TestStreet.LIMIT).until(() -> waiting.write(behind, batch).retry().isEmpty());
      assertThat(vector(indices.all("s")).dims()).isEqualTo(32);
    }
  }

  @Test
  void whatIsTooOldGoes() throws Exception {
    Instant now = NOON.plus(Duration.ofDays(100));
    Instant old = now.minus(Duration.ofDays(8));
    write(
        named(Faces.sighting("gone", 1, "lobby", NOON, FACE)),
        Faces.sighting("gone too", 1, "lobby", old, FACE),
        named(Faces.sighting("named", 1, "lobby", old, FACE)),
        Faces.sighting("recent", 1, "lobby", now.minus(Duration.ofDays(6)), FACE));
    // Somebody else's index that looks a little like ours.
    client.indices().create(c -> c.index(prefix + "sightings-notes"));
    client.indices().create(c -> c.index(prefix + "alerts-2026.03.10"));
    client.indices().create(c -> c.index(prefix + "alerts-2026.06.10"));
    client.indices().create(c -> c.index(prefix + "alerts-2026.03.10-notes"));
    Retention retention = retention(now);
    assertThat(retention.sweep()).isEmpty();
    assertThat(retention.sweep()).isEmpty();
    String swept = indices.of(Faces.sighting("named", 1, "lobby", old, FACE));
    await()
        .atMost(TestStreet.LIMIT.multipliedBy(2))
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> {
              assertThat(sweepOn(now.plus(Duration.ofDays(1)))).isEmpty();
              assertThat(new Merges(client).deleted(swept)).isZero();
            });
    SightingSearch search = new SightingSearch(new Searcher(client), indices);
    search.refresh();
    assertThat(search.byId("gone", false)).isEmpty();
    assertThat(search.byId("gone too", false)).isEmpty();
    assertThat(search.byId("named", false)).isPresent();
    assertThat(search.byId("recent", false)).isPresent();
    assertThat(client.indices().get(g -> g.index(indices.all())).result())
        .doesNotContainKey(prefix + "sightings-2026.03.10-s")
        .containsKey(prefix + "sightings-notes");
    assertThat(client.indices().get(g -> g.index(alerts.all())).result())
        .containsOnlyKeys(prefix + "alerts-2026.06.10", prefix + "alerts-2026.03.10-notes");
  }

  @Test
  void whatCannotBeRemovedKeepsNothingElse() throws Exception {
    Instant now = NOON.plus(Duration.ofDays(20));
    write(
        Faces.sighting("kept", 1, "lobby", NOON, FACE),
        Faces.sighting("gone", 1, "lobby", NOON.plus(Duration.ofDays(1)), FACE));
    String first = indices.of(Faces.sighting("kept", 1, "lobby", NOON, FACE));
    block(first, true);
    Retention retention = retention(now);
    retention.run();
    assertThat(retention.trouble()).contains(first, "blocked");
    assertThat(count()).isEqualTo(1);
    block(first, false);
    retention.run();
    assertThat(retention.trouble()).isEmpty();
    assertThat(count()).isZero();
  }

  @Test
  void whatCannotBeAskedForIsNoFailureToRemoveAndAskedForAgain() throws Exception {
    Instant now = NOON.plus(Duration.ofDays(20));
    Sighting stays = named(Faces.sighting("named", 1, "lobby", NOON, FACE));
    write(stays, Faces.sighting("gone", 1, "lobby", NOON, FACE));
    assertThat(sweepOn(now)).isEmpty();
    assertThat(count()).isEqualTo(1);
    String index = indices.of(stays);
    readOnly(index, true);
    Retention retention = retention(now);
    retention.run();
    assertThat(retention.trouble()).startsWith("what was removed may lie").contains(index);
    readOnly(index, false);
    retention.run();
    assertThat(retention.trouble()).isEmpty();
  }

  private void readOnly(String index, boolean is) throws Exception {
    // By its whole name: only this is taken back from an index that is read-only.
    JsonData value = JsonData.of(is);
    client
        .indices()
        .putSettings(
            p -> p.index(index).settings(s -> s.otherSettings("index.blocks.read_only", value)));
  }

  /** By a service that was started then. */
  private List<String> sweepOn(Instant now) {
    return retention(now).sweep();
  }

  private Retention retention(Instant now) {
    RetentionConfig config =
        new RetentionConfig(null, null, Duration.ofDays(7), Duration.ofDays(90));
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    return new Retention(new Index(client, prefix), config, before -> {}, clock);
  }

  private void block(String index, boolean block) throws Exception {
    client.indices().putSettings(p -> p.index(index).settings(s -> s.blocks(b -> b.write(block))));
  }

  private static Sighting named(Sighting s) {
    return Faces.named(s, "ann", MaskState.BARE);
  }

  private Pending pending(Sighting s) {
    return documents.of(new ConsumerRecord<>("sightings", 0, 0, null, Codecs.SIGHTING.encode(s)));
  }

  private void write(Sighting... sightings) {
    WriteResult result =
        writer.write(documents, Arrays.stream(sightings).map(this::pending).toList());
    assertThat(result.retry()).as(result.reason()).isEmpty();
    assertThat(result.refused()).isEmpty();
  }

  private long count() throws Exception {
    client.indices().refresh(r -> r.index(indices.all()));
    return client.count(c -> c.index(indices.all())).count();
  }

  private DenseVectorProperty vector(String index) throws Exception {
    return client
        .indices()
        .get(g -> g.index(index))
        .result()
        .values()
        .iterator()
        .next()
        .mappings()
        .properties()
        .get("embedding")
        .denseVector();
  }
}
