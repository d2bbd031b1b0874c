package io.sightline.indexer;

import static io.sightline.indexer.TestStreet.awaitIndexed;
import static io.sightline.indexer.TestStreet.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.wire.DeadLetter;
import io.sightline.contract.wire.Sighting;
import io.sightline.testkit.ElasticsearchExtension;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalElasticsearch;
import io.sightline.testkit.LocalKafka;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the topic into the index, when things go wrong. */
@ExtendWith({KafkaExtension.class, ElasticsearchExtension.class})
class IndexLoopTest {
  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
  private static final Embedding FACE = Faces.embedding("s", 0, 32);

  @Test
  void recordsThatAreBadInAnyWayArePutAsideAndTheRestGoesOn(
      LocalKafka kafka, LocalElasticsearch elasticsearch) throws Exception {
    try (TestStreet street =
            new TestStreet(kafka.bootstrapServers(), elasticsearch.url(), "putaside");
        IndexerService service = new IndexerService(street.config)) {
      street.send(Faces.sighting("good0", 1, "lobby", T0, FACE));
      street.send("empty", new byte[0]);
      street.send(Faces.sighting("", 1, "lobby", T0, FACE));
      street.send("garbage", new byte[] {9, 9});
      street.send(Faces.sighting("x".repeat(600), 1, "lobby", T0, FACE));
      street.send(Faces.sighting("nowhere", 1, "", T0, FACE));
      street.send(Faces.sighting("faceless", 1, "lobby", T0, new Embedding("s", new float[0])));
      street.send(Faces.sighting("spaceless", 1, "lobby", T0, Faces.embedding("", 0, 32)));
      street.send(Faces.sighting("good1", 1, "lobby", T0, FACE));
      street.send("good0", null);
      service.start();
      awaitIndexed(service, 2);
      // The index itself refuses these: a vector without a direction, and one of another length.
      street.send(Faces.sighting("zero", 1, "lobby", T0, new Embedding("s", new float[32])));
      street.send(Faces.sighting("short", 1, "lobby", T0, Faces.embedding("s", 0, 16)));
      street.send(Faces.sighting("good2", 1, "lobby", T0, FACE));
      awaitIndexed(service, 3);

      List<DeadLetter> letters = street.deadLetters(9);
      assertThat(letters)
          .allMatch(l -> l.stage().equals("indexer"))
          .extracting(DeadLetter::reason)
          .satisfiesExactlyInAnyOrder(
              r -> assertThat(r).contains("no id"),
              r -> assertThat(r).contains("UNSPECIFIED"),
              r -> assertThat(r).contains("truncated"),
              r -> assertThat(r).contains("longer than 512 bytes"),
              r -> assertThat(r).contains("no camera"),
              r -> assertThat(r).contains("embedding is empty"),
              r -> assertThat(r).contains("no space"),
              r -> assertThat(r).contains("zero magnitude"),
              r -> assertThat(r).contains("dimensions"));
      assertThat(letters).anyMatch(l -> new String(l.key()).equals("garbage"));
      // Each is counted when the broker has said that it has its letter.
      await().atMost(TestStreet.LIMIT).until(() -> count(service, "sightline.records.dead") == 9);
      assertThat(service.health().up()).isTrue();
    }
  }

  @Test
  void anElasticsearchThatIsAwayIsWaitedFor(LocalKafka kafka, LocalElasticsearch elasticsearch)
      throws Exception {
    try (Gate gate = new Gate(elasticsearch.url());
        TestStreet street = new TestStreet(kafka.bootstrapServers(), gate.url(), "waiting");
        IndexerService service = new IndexerService(street.config)) {
      gate.shut();
      service.start();
      street.send(sightings("before", 5));
      await().atMost(TestStreet.LIMIT).until(() -> !service.health().up());
      assertThat(service.health().detail()).contains("Elasticsearch");
      assertThat(service.metrics().find("sightline.sightings.indexed").counters()).isEmpty();

      gate.open();
      awaitIndexed(service, 5);
      gate.shut();
      street.send(sightings("during", 5));
      await().atMost(TestStreet.LIMIT).until(() -> !service.health().up());
      gate.open();
      awaitIndexed(service, 10);
      await().atMost(TestStreet.LIMIT).until(() -> service.health().up());
      assertThat(count(service, "sightline.documents.indexed")).isEqualTo(10);
      assertThat(service.metrics().find("sightline.records.dead").counters()).isEmpty();
    }
  }

  @Test
  void whatWaitsWhenItIsStoppedIsIndexedByTheNextStart(
      LocalKafka kafka, LocalElasticsearch elasticsearch) throws Exception {
    try (Gate gate = new Gate(elasticsearch.url());
        TestStreet street = new TestStreet(kafka.bootstrapServers(), gate.url(), "stopped")) {
      street.send(sightings("a", 5));
      gate.shut();
      try (IndexerService first = new IndexerService(street.config)) {
        first.start();
        await().atMost(TestStreet.LIMIT).until(() -> !first.health().up());
      }
      gate.open();
      try (IndexerService second = new IndexerService(street.config)) {
        second.start();
        awaitIndexed(second, 5);
        assertThat(count(second, "sightline.documents.indexed")).isEqualTo(5);
      }
    }
  }

  @Test
  void aRestartLosesAndDoublesNothing(LocalKafka kafka, LocalElasticsearch elasticsearch)
      throws Exception {
    try (TestStreet street =
        new TestStreet(kafka.bootstrapServers(), elasticsearch.url(), "restart")) {
      street.send(sightings("a", 20));
      try (IndexerService first = new IndexerService(street.config)) {
        first.start();
        awaitIndexed(first, 20);
      }
      street.send(sightings("b", 20));
      try (IndexerService second = new IndexerService(street.config)) {
        second.start();
        awaitIndexed(second, 20);
        street.send(sightings("a", 20));
        awaitIndexed(second, 40);
        // What the first had committed was not read again, and what was sent twice is there once.
        assertThat(count(second, "sightline.sightings.indexed")).isEqualTo(40);
        assertThat(count(second, "sightline.documents.indexed")).isEqualTo(20);
        ApiClient api = new ApiClient("http://127.0.0.1:" + second.apiPort(), "");
        assertThat(api.get("/api/v1/sightings?limit=500", "/api/v1/sightings").at("/sightings"))
            .hasSize(40);
      }
    }
  }

  private static Sighting[] sightings(String prefix, int count) {
    Sighting[] sightings = new Sighting[count];
    for (int i = 0; i < count; i++) {
      sightings[i] = Faces.sighting(prefix + i, 1, "lobby", T0.plusSeconds(i), FACE);
    }
    return sightings;
  }
}
