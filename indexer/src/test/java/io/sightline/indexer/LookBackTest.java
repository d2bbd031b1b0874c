package io.sightline.indexer;

import static io.sightline.indexer.TestStreet.awaitIndexed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.contract.wire.AlertEvidence;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.LookBackRequest;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Template;
import io.sightline.contract.wire.Unknown;
import io.sightline.testkit.ElasticsearchExtension;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalElasticsearch;
import io.sightline.testkit.LocalKafka;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who comes on a watchlist is looked for in the archive, on the real engines. */
@ExtendWith({KafkaExtension.class, ElasticsearchExtension.class})
class LookBackTest {
  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
  private static final String MEMBER = "/api/v1/watchlists/{id}/members/{identity}";

  @Test
  void whoComesOnAListOrGetsAnotherPhotoIsLookedFor(
      LocalKafka kafka, LocalElasticsearch elasticsearch) throws Exception {
    try (TestStreet street =
            new TestStreet(
                kafka.bootstrapServers(),
                elasticsearch.url(),
                "lookback",
                """
                recognition: { similarity_threshold: 0.9 }
                watchlists: { banned: { cameras: [lobby] }, strangers: { kind: unknown } }
                """);
        IndexerService service = new IndexerService(street.config);
        FakeRecogniser recogniser = new FakeRecogniser(street.config)) {
      enrol(street, "ann", 0, List.of(-0.2));
      enrol(street, "bob", -0.4, List.of());
      // Angles from Ann's template at 0: cos(0.1) = 0.995, cos(0.3) = 0.955.
      Sighting near = Faces.named(sighting("near", "lobby", 0.1), "zoe", MaskState.MASKED);
      street.send(
          near,
          sighting("elsewhere", "gate", 0.1),
          sighting("negative", "lobby", -0.15),
          sighting("bobs", "lobby", -0.3),
          sighting("far", "lobby", 0.6),
          sighting("other", "lobby", 2.0));
      service.start();
      awaitIndexed(service, 6);
      ApiClient api = new ApiClient("http://127.0.0.1:" + service.apiPort(), "");

      api.json("PUT", "/api/v1/watchlists/banned/members/ann", MEMBER, "", 200);
      List<AlertEvidence> found = evidence(street, 1);
      assertThat(found).hasSize(1);
      AlertEvidence.LookBack lookBack = found.get(0).lookBack().orElseThrow();
      assertThat(lookBack.watchlistId()).isEqualTo("banned");
      assertThat(lookBack.match().identityId()).isEqualTo("ann");
      assertThat(lookBack.match().similarity()).isBetween(0.99f, 1f);
      assertThat(lookBack.match().threshold()).isEqualTo(0.9f);
      Sighting sighting = found.get(0).sighting();
      assertThat(sighting.match()).map(Match::identityId).isEmpty();
      assertThat(sighting.bestShot().crop()).isEqualTo(near.bestShot().crop());
      assertThat(sighting.bestShot().frame()).isEqualTo(near.bestShot().frame());
      assertThat(sighting.embedding().values()).isEqualTo(near.embedding().values());
      assertThat(sighting.mask()).isEqualTo(MaskState.MASKED);
      assertThat(sighting.firstSeen()).isEqualTo(near.firstSeen());

      // Another photo, from another side: compared with is what is between the two.
      api.enrol(Map.of("name", "Ann", "id", "ann"), List.of("0.6"), 201);
      List<AlertEvidence> more = evidence(street, 3);
      assertThat(more.subList(1, more.size()))
          .extracting(e -> e.sighting().id())
          .containsExactlyInAnyOrder("near", "far");
    }
  }

  @Test
  void whatWasAskedForBeforeAStopIsDoneAfterIt(LocalKafka kafka, LocalElasticsearch elasticsearch)
      throws Exception {
    try (TestStreet street =
        new TestStreet(
            kafka.bootstrapServers(),
            elasticsearch.url(),
            "lookback-stop",
            """
            recognition: { similarity_threshold: 0.9 }
            watchlists: { banned: { members: [ann] } }
            """)) {
      enrol(street, "ann", 0, List.of());
      street.send(sighting("near", "lobby", 0.1));
      try (IndexerService service = new IndexerService(street.config)) {
        service.start();
        awaitIndexed(service, 1);
      }
      LookBackRequest request = new LookBackRequest("banned", "ann", Unknown.NONE);
      street.send(
          street.config.topics().lookBacks(), "ann", Codecs.LOOK_BACK_REQUEST.encode(request));
      try (IndexerService service = new IndexerService(street.config)) {
        service.start();
        assertThat(evidence(street, 1))
            .extracting(found -> found.sighting().id())
            .containsExactly("near");
      }
    }
  }

  @Test
  void whoHasLeftTheListMeanwhileIsWaitedForWithoutAnAlarm(
      LocalKafka kafka, LocalElasticsearch elasticsearch) throws Exception {
    try (TestStreet street =
            new TestStreet(
                kafka.bootstrapServers(),
                elasticsearch.url(),
                "lookback-gone",
                "watchlists: { banned: {} }");
        IndexerService service = new IndexerService(street.config)) {
      enrol(street, "ann", 0, List.of());
      service.start();
      LookBackRequest request = new LookBackRequest("banned", "ann", Unknown.NONE);
      street.send(
          street.config.topics().lookBacks(), "ann", Codecs.LOOK_BACK_REQUEST.encode(request));
      await()
          .atMost(TestStreet.LIMIT)
          .until(() -> service.health().detail().contains("ann is not known on banned"));
      assertThat(service.health().up()).isTrue();
    }
  }

  @Test
  void whoWasDeletedMeanwhileKeepsNobodyWaiting(LocalKafka kafka, LocalElasticsearch elasticsearch)
      throws Exception {
    try (TestStreet street =
            new TestStreet(
                kafka.bootstrapServers(),
                elasticsearch.url(),
                "lookback-deleted",
                """
                recognition: { similarity_threshold: 0.9 }
                watchlists: { banned: { members: [ann, bob] } }
                """);
        IndexerService service = new IndexerService(street.config)) {
      enrol(street, "ann", 0, List.of());
      street.send(street.config.topics().enrollments(), "ann", null);
      street.send(sighting("near", "lobby", 0.1));
      service.start();
      awaitIndexed(service, 1);
      // As it was asked for in half an hour, no patience with it ends within this test.
      ask(street, "ann", Instant.now().plusSeconds(1800));
      // Not read yet, perhaps, when it is asked for.
      enrol(street, "bob", 0, List.of());
      ask(street, "bob", Instant.now());
      assertThat(evidence(street, 1))
          .extracting(found -> found.lookBack().orElseThrow().match().identityId())
          .containsExactly("bob");
    }
  }

  private static void ask(TestStreet street, String identity, Instant at) throws Exception {
    byte[] request =
        Codecs.LOOK_BACK_REQUEST.encode(new LookBackRequest("banned", identity, Unknown.NONE));
    byte[] key = identity.getBytes(StandardCharsets.UTF_8);
    String topic = street.config.topics().lookBacks().name();
    street
        .producer()
        .send(new ProducerRecord<>(topic, null, at.toEpochMilli(), key, request))
        .get();
  }

  private static List<AlertEvidence> evidence(TestStreet street, int count) {
    return street.records(street.config.topics().alertEvidence(), Codecs.ALERT_EVIDENCE, count);
  }

  private static void enrol(TestStreet street, String id, double angle, List<Double> negatives)
      throws Exception {
    Enrollment enrollment =
        new Enrollment(
            id,
            id,
            List.of(template("t-" + id, angle)),
            negatives.stream().map(a -> template("n-" + a, a)).toList(),
            T0,
            Unknown.NONE);
    street.send(street.config.topics().enrollments(), id, Codecs.ENROLLMENT.encode(enrollment));
  }

  private static Template template(String id, double angle) {
    return new Template(id, Faces.embedding("s", angle, 512), new byte[] {1}, "photo", T0);
  }

  private static Sighting sighting(String id, String camera, double angle) {
    return Faces.sighting(id, 1, camera, T0, Faces.embedding("s", angle, 512));
  }
}
