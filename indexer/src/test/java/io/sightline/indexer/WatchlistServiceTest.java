package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.MaskPairing;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Template;
import io.sightline.contract.wire.Unknown;
import io.sightline.contract.wire.Watchlist;
import io.sightline.testkit.ElasticsearchExtension;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalElasticsearch;
import io.sightline.testkit.LocalKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** Watchlists, over restarts, on the real engines. */
@ExtendWith({KafkaExtension.class, ElasticsearchExtension.class})
class WatchlistServiceTest {
  private static final String LISTS = "/api/v1/watchlists";
  private static final String LIST = LISTS + "/{id}";
  private static final String MEMBER = LIST + "/members/{identity}";
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private TestStreet street;
  private IndexerService service;
  private ApiClient api;

  @BeforeEach
  void start(LocalKafka kafka, LocalElasticsearch elasticsearch, TestInfo test) throws Exception {
    street =
        new TestStreet(
            kafka.bootstrapServers(),
            elasticsearch.url(),
            test.getTestMethod().orElseThrow().getName().toLowerCase(),
            """
            channels: { console: { log: {} } }
            watchlists:
              banned: { members: [carl], false_match_rate: 1e-5, severity: high, cooldown: 90s, channels: [console] }
            """);
    for (String id : List.of("ann", "bob")) {
      street.send(
          street.config.topics().enrollments(),
          id,
          Codecs.ENROLLMENT.encode(
              new Enrollment(
                  id,
                  id,
                  List.of(
                      new Template("t-" + id, Faces.embedding("s", 0, 8), new byte[] {1}, "p", AT)),
                  AT)));
    }
    begin();
  }

  private void begin() throws Exception {
    service = new IndexerService(street.config);
    service.start();
    api = new ApiClient("http://127.0.0.1:" + service.apiPort(), "");
  }

  @AfterEach
  void stop() {
    service.close();
    street.close();
  }

  @Test
  void theFilesListsComeBackWithTheMembersThatWereAdded() throws Exception {
    JsonNode list = api.get(LISTS + "/banned", LIST);
    assertThat(list.at("/members").toString()).isEqualTo("[\"carl\"]");
    assertThat(list.at("/cooldown").asText()).isEqualTo("90s");
    api.json("PUT", LISTS + "/banned/members/ann", MEMBER, "", 200);
    api.json("PUT", LISTS + "/banned", LIST, "{ \"members\": [\"carl\", \"ann\", \"bob\"] }", 200);
    assertThat(api.get(LISTS + "/banned", LIST).at("/falseMatchRate").asDouble()).isEqualTo(1e-4);
    api.json("DELETE", LISTS + "/banned/members/bob", MEMBER, "", 200);
    JsonNode before = api.get(LISTS + "/banned", LIST);
    // Nothing is changed by adding who is there, so what is answered can be sent back.
    JsonNode again = api.json("PUT", LISTS + "/banned/members/ann", MEMBER, "", 200);
    assertThat(again.at("/updatedAt")).isEqualTo(before.at("/updatedAt"));
    api.json("PUT", LISTS + "/banned", LIST, again.toString(), 200);
    service.close();
    begin();
    JsonNode after = api.get(LISTS + "/banned", LIST);
    assertThat(after.at("/members").toString()).isEqualTo("[\"ann\",\"carl\"]");
    assertThat(after.at("/falseMatchRate").asDouble()).isEqualTo(1e-5);
    int written = lists(5).size();
    service.close();
    begin();
    assertThat(lists(5)).hasSize(written);
    assertThat(api.get(LISTS + "/banned", LIST)).isEqualTo(after);
  }

  @Test
  void aListIsMadeChangedAndRemovedAndTheTopicSaysSo() throws Exception {
    String body =
        """
        { "name": "Guests", "kind": "others", "members": ["ann"], "falseMatchRate": 0.001, "severity": "low",
          "cooldown": "2m", "cooldownAcrossCameras": true, "cameras": ["gate"], "expires": "2027-01-31T12:00:00+01:00",
          "active": { "zone": "Europe/Vienna", "hours": [{ "days": ["friday"], "from": "20:00", "to": "06:00" }] },
          "channels": ["console"], "minQuality": 0.25 }
        """;
    JsonNode made = api.json("PUT", LISTS + "/guests", LIST, body, 201);
    Watchlist list = lists(2).get(1);
    assertThat(list.kind()).isEqualTo(Watchlist.Kind.OTHERS);
    assertThat(list.cooldown()).isEqualTo(Duration.ofMinutes(2));
    assertThat(list.cameras()).isEqualTo(Set.of("gate"));
    assertThat(list.expiresAt()).contains(Instant.parse("2027-01-31T11:00:00Z"));
    assertThat(list.active().contains(Instant.parse("2026-01-03T04:59:59Z"))).isTrue();
    assertThat(list.minQuality()).isEqualTo(0.25f);
    // What was shown can be sent back, and is no change.
    JsonNode same = api.json("PUT", LISTS + "/guests", LIST, made.toString(), 200);
    assertThat(same).isEqualTo(made);
    assertThat(api.get(LISTS, LISTS).at("/watchlists")).hasSize(2);
    api.delete("/api/v1/identities/ann");
    assertThat(api.get(LISTS + "/guests", LIST).at("/members")).isEmpty();
    // What was shown before that is not put back.
    JsonNode late = api.json("PUT", LISTS + "/guests", LIST, made.toString(), 400);
    assertThat(late.at("/detail").asText()).contains("not enrolled: ann");
    String older = made.toString().replace("[\"ann\"]", "[]");
    api.json("PUT", LISTS + "/guests", LIST, older, 409);
    // Nor is anybody looked for who would have been on it.
    api.json("PUT", LISTS + "/guests", LIST, older.replace("[]", "[\"bob\"]"), 409);
    assertThat(street.records(street.config.topics().lookBacks(), Codecs.LOOK_BACK_REQUEST, 0))
        .noneMatch(request -> request.identityId().equals("bob"));
    api.json("PUT", LISTS + "/guests", LIST, "{ \"updatedAt\": \"soon\" }", 400);
    api.delete(LISTS + "/guests");
    assertThat(api.problem("GET", LISTS + "/guests", 404)).contains("guests");
    // Who has read it before does not bring it back.
    JsonNode removed = api.json("PUT", LISTS + "/guests", LIST, older, 409);
    assertThat(removed.at("/detail").asText()).contains("guests was removed");
    assertThat(lists(4)).hasSize(4).endsWith((Watchlist) null);
  }

  @Test
  void allThatIsWrongWithAListIsSaid() throws Exception {
    assertThat(
            refused(
                "{ \"falseMatchRate\": 2, \"severty\": \"low\", \"cooldown\": \"soon\", \"kind\": \"all\","
                    + " \"active\": { \"hours\": [{ \"from\": \"25:00\" }] } }"))
        .contains(
            "falseMatchRate: must be from",
            "severty: unknown key; did you mean 'severity'",
            "cooldown: 'soon'",
            "kind: 'all'",
            "active.hours[0].from");
    assertThat(
            refused("{ \"channels\": [\"nowhere\", \"void\"], \"members\": [\"zoe\", \"yan\"] }"))
        .contains("no channel 'nowhere', 'void'", "known: [console]", "not enrolled: zoe, yan");
    assertThat(refused("{ \"kind\": \"unknown\", \"members\": [\"ann\"] }")).contains("members");
    assertThat(refused("{ \"id\": \"other\" }")).contains("id");
    assertThat(refused("{ \"name\": \"${ENV:HOME}\", \"cooldown\": 5 }")).contains("cooldown");
    assertThat(refused("[]")).contains("JSON object");
    api.json("PUT", LISTS + "/a%20b", LIST, "{}", 400);
    api.json("PUT", LISTS + "/banned/members/zoe", MEMBER, "", 404);
    api.json("DELETE", LISTS + "/banned/members/bob", MEMBER, "", 404);
    api.json("PUT", LISTS + "/none/members/ann", MEMBER, "", 404);
    api.json("PUT", LISTS + "/strangers", LIST, "{ \"kind\": \"unknown\" }", 201);
    api.json("PUT", LISTS + "/strangers/members/ann", MEMBER, "", 409);
  }

  @Test
  void whatARateComesToIsSaidFromTheTrafficOfTheLastDays() throws Exception {
    assertThat(api.get(LISTS + "/banned", LIST).has("expectedFalseAlerts")).isFalse();
    Instant now = Instant.now();
    for (int i = 0; i < 8; i++) {
      street.send(
          judged("j" + i, i % 2 == 0 ? "gate" : "lobby", now.minus(Duration.ofDays(2)), 1e-4));
    }
    // Too old; and without a rate.
    street.send(judged("old", "yard", now.minus(Duration.ofDays(8)), 1e-4));
    street.send(judged("fixed", "yard", now.minus(Duration.ofDays(1)), 0));
    TestStreet.awaitIndexed(service, 10);
    JsonNode forecast = api.get(LISTS + "/banned", LIST).at("/expectedFalseAlerts");
    assertThat(forecast.at("/sightings").asInt()).isEqualTo(8);
    assertThat(forecast.at("/cameras").asInt()).isEqualTo(2);
    assertThat(forecast.at("/days").asDouble()).isBetween(2.0, 2.1);
    // 1e-5 of a search, 8 searches, 2 cameras, 2 days.
    assertThat(forecast.at("/perCameraPerDay").asDouble()).isBetween(1.9e-5, 2e-5);
  }

  private static Sighting judged(String id, String camera, Instant at, double rate) {
    Sighting s = Faces.sighting(id, 1, camera, at, Faces.embedding("s", 1, 8));
    Match nearest =
        new Match(
            "ann",
            "Ann",
            0.1f,
            0.5f,
            "t",
            MaskPairing.BARE_BARE,
            rate,
            rate,
            1,
            Optional.empty(),
            Unknown.NONE);
    return Faces.unnamed(s, nearest);
  }

  private List<Watchlist> lists(int count) {
    return street.records(street.config.topics().watchlists(), Codecs.WATCHLIST, count);
  }

  private String refused(String body) throws Exception {
    return api.json("PUT", LISTS + "/new", LIST, body, 400).at("/detail").asText();
  }
}
