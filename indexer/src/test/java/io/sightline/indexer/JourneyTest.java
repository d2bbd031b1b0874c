package io.sightline.indexer;

import static io.sightline.indexer.TestStreet.awaitIndexed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Sighting;
import io.sightline.testkit.ElasticsearchExtension;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalElasticsearch;
import io.sightline.testkit.LocalKafka;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who went where, on the real engines. */
@ExtendWith({KafkaExtension.class, ElasticsearchExtension.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneyTest {
  private static final String JOURNEYS = "/api/v1/journeys";
  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
  private static final String DAY = "&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z";

  private TestStreet street;
  private IndexerService service;
  private ApiClient api;

  @BeforeAll
  void start(LocalKafka kafka, LocalElasticsearch elasticsearch) throws Exception {
    street = new TestStreet(kafka.bootstrapServers(), elasticsearch.url(), "journeys");
    service = new IndexerService(street.config);
    service.start();
    api = new ApiClient("http://127.0.0.1:" + service.apiPort(), "");
    // Each goes on for a second.
    street.send(
        ann("a2", "gate", 60),
        ann("a1", "lobby", 0),
        ann("a3", "yard", 60),
        ann("a4", "lobby", 100_000),
        unknown("u1", "lobby", 0, 1.0),
        unknown("u2", "gate", 30, 1.1),
        unknown("u3", "yard", 90, 1.3),
        unknown("other", "lobby", 10, 2.5),
        unknown("u4", "gate", 90_000, 1.0),
        nobodyEnrolled("n1", 0));
    awaitIndexed(service, 10);
  }

  @AfterAll
  void stop() {
    service.close();
    street.close();
  }

  @Test
  void anIdentitysSightingsInOrderWithTheTimesBetween() throws Exception {
    JsonNode journey = api.get(JOURNEYS + "?identity=ann" + DAY, JOURNEYS);
    assertThat(journey.at("/linkedBy").asText()).isEqualTo("identity");
    assertThat(steps(journey)).containsExactly("a1", "a2", "a3");
    assertThat(journey.at("/steps/0").has("secondsSincePrevious")).isFalse();
    assertThat(journey.at("/steps/1/secondsSincePrevious").asDouble()).isEqualTo(59);
    assertThat(journey.at("/steps/2/secondsSincePrevious").asDouble()).isEqualTo(-1);
    JsonNode first = api.get(JOURNEYS + "?identity=ann&limit=2" + DAY, JOURNEYS);
    JsonNode rest =
        api.get(
            JOURNEYS + "?identity=ann&limit=2&cursor=" + first.at("/cursor").asText() + DAY,
            JOURNEYS);
    assertThat(steps(rest)).containsExactly("a3");
    assertThat(rest.has("cursor")).isFalse();
    assertThat(api.get(JOURNEYS + "?identity=nobody" + DAY, JOURNEYS).at("/steps")).isEmpty();
  }

  @Test
  void aSightingWithANameIsItsIdentitysJourneyWithinADay() throws Exception {
    JsonNode journey = api.get(JOURNEYS + "?sighting=a2", JOURNEYS);
    assertThat(journey.at("/identity").asText()).isEqualTo("ann");
    assertThat(steps(journey)).containsExactly("a1", "a2", "a3");
  }

  @Test
  void anUnknownIsLinkedByLikenessWithinADay() throws Exception {
    // cos(0.1) = 0.995, cos(0.3) = 0.955, cos(1.5) = 0.07
    JsonNode journey = api.get(JOURNEYS + "?sighting=u1&minSimilarity=0.9", JOURNEYS);
    assertThat(journey.at("/linkedBy").asText()).isEqualTo("embedding");
    assertThat(steps(journey)).containsExactly("u1", "u2", "u3");
    assertThat(journey.at("/steps/2/similarity").asDouble()).isBetween(0.954, 0.957);
    // Its own search needed 0.98 for a name.
    JsonNode own = api.get(JOURNEYS + "?sighting=u1", JOURNEYS);
    assertThat(own.at("/minSimilarity").asDouble()).isBetween(0.979, 0.981);
    assertThat(steps(own)).containsExactly("u1", "u2");
    JsonNode longer =
        api.get(
            JOURNEYS + "?sighting=u1&from=2026-03-01T12:00:20Z&to=2026-03-09T00:00:00Z", JOURNEYS);
    assertThat(steps(longer)).containsExactly("u2", "u4");
  }

  @Test
  void whatIsNotEnoughToGoByIsSaid() throws Exception {
    assertThat(api.problem("GET", JOURNEYS, 400)).contains("identity or sighting");
    assertThat(api.problem("GET", JOURNEYS + "?identity=a&sighting=b", 400)).contains("either");
    assertThat(api.problem("GET", JOURNEYS + "?sighting=none", 404)).contains("none");
    assertThat(api.problem("GET", JOURNEYS + "?sighting=n1", 400)).contains("minSimilarity");
    assertThat(api.problem("GET", JOURNEYS + "?sighting=u1&minSimilarity=2", 400))
        .contains("minSimilarity");
  }

  private static List<String> steps(JsonNode journey) {
    List<String> ids = new ArrayList<>();
    journey.at("/steps").forEach(s -> ids.add(s.at("/id").asText()));
    return ids;
  }

  private static Sighting ann(String id, String camera, long seconds) {
    return Faces.named(sighting(id, camera, seconds, 0), "ann", MaskState.BARE);
  }

  private static Sighting nobodyEnrolled(String id, long seconds) {
    return sighting(id, "lobby", seconds, 3);
  }

  private static Sighting unknown(String id, String camera, long seconds, double angle) {
    return Faces.unnamed(
        sighting(id, camera, seconds, angle), new Match("ann", "Ann", 0.1f, 0.98f));
  }

  private static Sighting sighting(String id, String camera, long seconds, double angle) {
    Embedding face = Faces.embedding("s", angle, 64);
    return Faces.sighting(id, 1, camera, T0.plusSeconds(seconds), face);
  }
}
