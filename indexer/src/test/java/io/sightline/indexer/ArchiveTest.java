package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch._types.Refresh;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.config.ElasticsearchConfig;
import io.sightline.contract.config.WatchlistConfig;
import io.sightline.contract.model.RecogniserSpec;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.MaskPairing;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Template;
import io.sightline.contract.wire.Unknown;
import io.sightline.contract.wire.Watchlist;
import io.sightline.indexer.document.SightingDocument;
import io.sightline.testkit.ElasticsearchExtension;
import io.sightline.testkit.LocalElasticsearch;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** By which rules the archive is judged, on the real Elasticsearch. */
@ExtendWith(ElasticsearchExtension.class)
class ArchiveTest {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final Thresholds FIXED = Thresholds.fixed(0.9f);
  private static final Watchlist LIST =
      new WatchlistConfig(
              null,
              null,
              List.of("ann", "bob"),
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null)
          .toWatchlist("banned", NOON);

  private ElasticsearchConnection connection;
  private SightingIndices indices;
  private SightingSearch search;

  @BeforeEach
  void connect(LocalElasticsearch elasticsearch, TestInfo test) {
    String prefix = test.getTestMethod().orElseThrow().getName().toLowerCase() + "-";
    connection =
        new ElasticsearchConnection(
            new ElasticsearchConfig(elasticsearch.url(), null, null, prefix));
    indices = new SightingIndices(connection.client(), prefix);
    search = new SightingSearch(new Searcher(connection.client()), indices);
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
  }

  @Test
  void onlyFacesOfTheThresholdsSpaceAreCompared() throws Exception {
    write(sighting("then", "old", 0.1), sighting("now", "new", 0.1));
    Enrollment ann = enrolled("ann", List.of(template("new", 0, 1), template("old", 0, 2)));
    Enrollment bob =
        enrolled(
            "bob",
            List.of(template("old", 2, 1), masked(template("old", 2, 1)), template("new", 2, 1)));
    List<Archive.Found> now = found(FIXED, Optional.of("new"), ann, bob);
    assertThat(now).extracting(f -> f.sighting().id()).containsExactly("now");
    assertThat(now.get(0).match().gallerySize()).isEqualTo(2);
    // Without a model: of the space that Ann was enrolled in last.
    List<Archive.Found> then = found(FIXED, Optional.empty(), ann, bob);
    assertThat(then).extracting(f -> f.sighting().id()).containsExactly("then");
    assertThat(then.get(0).match().gallerySize()).isEqualTo(3);
  }

  @Test
  void whoIsKnownNotToBeSomebodyElseIsNotTakenForThem() throws Exception {
    write(sighting("a", "s", 0.2));
    Enrollment ann = enrolled("ann", List.of(template("s", 0, 1)));
    List<Template> bobs = List.of(template("s", 0.3, 1));
    assertThat(found(FIXED, Optional.of("s"), ann, enrolled("bob", bobs))).isEmpty();
    Enrollment farFromIt = enrolled("bob", bobs, template("s", 0.5, 1));
    assertThat(found(FIXED, Optional.of("s"), ann, farFromIt)).isEmpty();
    Enrollment nearToIt = enrolled("bob", bobs, template("s", 0.25, 1));
    assertThat(found(FIXED, Optional.of("s"), ann, nearToIt)).hasSize(1);
  }

  @Test
  void aNegativeVetoesOnlyReferencesThatAreNoNearer() throws Exception {
    write(Faces.named(sighting("a", "s", 0.3), "zoe", MaskState.MASKED));
    Thresholds measured =
        Thresholds.of(
            new RecogniserSpec(
                "out",
                64,
                null,
                0.9,
                Map.of(
                    "bareBare", Map.of("1e-2", 0.5, "1e-6", 0.5),
                    "maskedBare", Map.of("1e-2", 0.5, "1e-6", 0.5),
                    "maskedMasked", Map.of("1e-2", 0.9, "1e-6", 0.9))),
            Optional.empty());
    // The bare one is above its bar by more, and the masked one nearer.
    List<Template> anns = List.of(bare(template("s", 0.8, 1)), masked(template("s", 0.2, 1)));
    assertThat(found(measured, Optional.of("s"), enrolled("ann", anns)))
        .extracting(f -> f.match().pairing())
        .containsExactly(MaskPairing.MASKED_BARE);
    assertThat(found(measured, Optional.of("s"), enrolled("ann", anns, template("s", 0.7, 1))))
        .extracting(f -> f.match().pairing())
        .containsExactly(MaskPairing.MASKED_MASKED);
    assertThat(found(measured, Optional.of("s"), enrolled("ann", anns, template("s", 0.35, 1))))
        .isEmpty();
  }

  @Test
  void aDocumentThatCannotBeReadKeepsTheOthersFromNobody() throws Exception {
    write(sighting("a", "s", 0.2));
    Sighting other = sighting("broken", "s", 0.1);
    Map<String, Object> broken = SightingDocument.indexed(other);
    broken.remove("bestShot");
    connection
        .client()
        .index(i -> i.index(indices.of(other)).id("broken").document(broken).refresh(Refresh.True));
    Enrollment ann = enrolled("ann", List.of(template("s", 0, 1)));
    assertThat(search.candidates(Faces.embedding("s", 0, 64))).hasSize(2);
    assertThat(found(FIXED, Optional.of("s"), ann))
        .extracting(f -> f.sighting().id())
        .containsExactly("a");
  }

  /** What is found for the first of them. */
  private List<Archive.Found> found(
      Thresholds thresholds, Optional<String> space, Enrollment... gallery) throws Exception {
    return new Archive(search, () -> new ModelThresholds.Known(thresholds, space))
        .search(LIST, gallery[0], List.of(gallery));
  }

  private static Enrollment enrolled(String id, List<Template> templates, Template... negatives) {
    return new Enrollment(id, id, templates, List.of(negatives), NOON, Unknown.NONE);
  }

  private static Template template(String space, double angle, int second) {
    return new Template(
        space + angle,
        Faces.embedding(space, angle, 64),
        new byte[] {1},
        "photo",
        NOON.plusSeconds(second));
  }

  private static Template bare(Template t) {
    return with(t, MaskState.BARE);
  }

  private static Template masked(Template t) {
    return with(t, MaskState.MASKED);
  }

  private static Template with(Template t, MaskState mask) {
    return new Template(
        t.id(), t.embedding(), t.crop(), t.source(), t.addedAt(), mask, Unknown.NONE);
  }

  private static Sighting sighting(String id, String space, double angle) {
    return Faces.sighting(id, 1, "lobby", NOON, Faces.embedding(space, angle, 64));
  }

  private void write(Sighting... sightings) throws Exception {
    SightingDocuments documents =
        new SightingDocuments(indices, new IndexMetrics(new SimpleMeterRegistry()));
    List<Pending> batch =
        Arrays.stream(sightings)
            .map(Codecs.SIGHTING::encode)
            .map(bytes -> documents.of(new ConsumerRecord<>("sightings", 0, 0, null, bytes)))
            .toList();
    WriteResult result = new DocumentWriter(connection.client()).write(documents, batch);
    assertThat(result.retry()).as(result.reason()).isEmpty();
    search.refresh();
  }
}
