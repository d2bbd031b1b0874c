package io.sightline.indexer;

import static io.sightline.indexer.Alerts.T0;
import static io.sightline.indexer.TestStreet.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.AlertAction;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Verdict;
import io.sightline.testkit.ElasticsearchExtension;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalElasticsearch;
import io.sightline.testkit.LocalKafka;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alerts in the index, the API and the channels, on the real engines. */
@ExtendWith({KafkaExtension.class, ElasticsearchExtension.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertServiceTest {
  private static final String ALERTS = "/api/v1/alerts";
  private static final String ACTIONS = ALERTS + "/{id}/actions";

  private TestStreet street;
  private IndexerService service;
  private ApiClient api;

  @BeforeAll
  void start(LocalKafka kafka, LocalElasticsearch elasticsearch) throws Exception {
    street =
        new TestStreet(
            kafka.bootstrapServers(),
            elasticsearch.url(),
            "alerts",
            "channels: { console: { log: {} } }\n");
    service = new IndexerService(street.config);
    service.start();
    api = new ApiClient("http://127.0.0.1:" + service.apiPort(), "");
  }

  @AfterAll
  void stop() {
    service.close();
    street.close();
  }

  @Test
  void versionsOfAnAlertMeetInOneDocumentWithWhatBecameOfThem() throws Exception {
    Alert first = Alerts.alert("v", "lobby", 1, Alert.State.NEW, "console");
    Alert third = Alerts.alert("v", "lobby", 3, Alert.State.CLOSED, "console");
    send(first, third, Alerts.alert("v", "lobby", 2, Alert.State.NEW, "console"), third);
    JsonNode alert = api.get(ALERTS + "/" + first.id(), ALERTS + "/{id}");
    assertThat(alert.at("/version").asInt()).isEqualTo(3);
    assertThat(alert.at("/verdict").asText()).isEqualTo("true_match");
    assertThat(alert.at("/identity/runnerUp/name").asText()).isEqualTo("Bob");
    assertThat(alert.at("/sighting/identity/id").asText()).isEqualTo("ann");
    assertThat(api.bytes(ALERTS + "/" + first.id() + "/crop")).containsExactly(0xff, 0xd8, 7);
    await()
        .atMost(TestStreet.LIMIT)
        .until(
            () ->
                api.get(ALERTS + "/" + first.id(), ALERTS + "/{id}")
                        .at("/deliveries/0/version")
                        .asInt()
                    == 3);
    JsonNode channel = api.get("/api/v1/channels", "/api/v1/channels").at("/channels/0");
    assertThat(channel.at("/kind").asText()).isEqualTo("log");
    assertThat(channel.at("/state").asText()).isEqualTo("ok");
    assertThat(channel.at("/delivered").asInt()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void alertsAreFoundAndPaged() throws Exception {
    for (int i = 0; i < 5; i++) {
      Alert.State state = i % 2 == 0 ? Alert.State.NEW : Alert.State.ACKNOWLEDGED;
      send(Alerts.alert("p" + i, "yard", 1, state));
    }
    assertThat(ids("?camera=yard")).hasSize(5);
    assertThat(ids("?camera=yard&state=acknowledged&severity=high&watchlist=banned&identity=ann"))
        .containsExactlyInAnyOrder(id("p1"), id("p3"));
    assertThat(ids("?camera=yard&retrospective=false")).hasSize(5);
    assertThat(ids("?camera=yard&retrospective=true")).isEmpty();
    assertThat(ids("?camera=yard&from=" + T0.plusSeconds(1))).isEmpty();
    assertThat(ids("?camera=yard&from=" + T0 + "&to=" + T0.plusSeconds(1))).hasSize(5);
    List<String> paged = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = api.get(ALERTS + "?camera=yard&limit=2" + cursor, ALERTS);
      page.at("/alerts").forEach(a -> paged.add(a.at("/id").asText()));
      cursor = page.has("cursor") ? "&cursor=" + page.at("/cursor").asText() : null;
    } while (cursor != null);
    assertThat(paged).hasSize(5).doesNotHaveDuplicates();
    assertThat(api.problem("GET", ALERTS + "?state=open", 400)).contains("state", "withdrawn");
    assertThat(api.problem("GET", ALERTS + "?severity=dire", 400)).contains("severity");
    assertThat(api.problem("GET", ALERTS + "/none", 404)).contains("none");
  }

  @Test
  void anActionIsOnItsWayWhenItIsAccepted() throws Exception {
    Alert alert = Alerts.alert("act", "door", 1, Alert.State.NEW);
    send(alert);
    String path = ALERTS + "/" + alert.id() + "/actions";
    String close =
        """
        { "action": "close", "verdict": "false_match", "notThisPerson": true, "by": " eve ", "note": "no" }
        """;
    JsonNode accepted = api.json("POST", path, ACTIONS, close, 202);
    assertThat(accepted.at("/by").asText()).isEqualTo("eve");
    api.json("POST", path, ACTIONS, "{ \"action\": \"acknowledge\", \"by\": \"ann\" }", 202);
    String twice = "{ \"action\": \"note\", \"by\": \"ann\", \"note\": \"x\" }";
    assertThat(keyed(path, twice)).isEqualTo(202);
    assertThat(keyed(path, twice)).isEqualTo(202);
    List<AlertAction> actions =
        street.records(street.config.topics().alertActions(), Codecs.ALERT_ACTION, 4);
    assertThat(actions)
        .extracting(AlertAction::kind)
        .containsExactly(
            AlertAction.Kind.CLOSE,
            AlertAction.Kind.ACKNOWLEDGE,
            AlertAction.Kind.NOTE,
            AlertAction.Kind.NOTE);
    AlertAction first = actions.get(0);
    assertThat(first.id()).isEqualTo(accepted.at("/id").asText());
    assertThat(first.alertId()).isEqualTo(alert.id());
    assertThat(first.verdict()).isEqualTo(Verdict.FALSE_MATCH);
    assertThat(first.notThisPerson()).isTrue();
    assertThat(first.note()).isEqualTo("no");
    assertThat(first.at()).isEqualTo(accepted.at("/at").asText());
    assertThat(actions.get(2).id()).isEqualTo(actions.get(3).id()).isNotEqualTo(first.id());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ 'by': 'eve' } | action: must be one of",
        "{ 'action': 'close', 'by': 'eve' } | verdict: must be one of",
        "{ 'action': 'close', 'verdict': 'none', 'by': 'eve' } | verdict",
        "{ 'action': 'start', 'verdict': 'unsure', 'by': 'eve' } | only 'close'",
        "{ 'action': 'start' } | by: is missing",
        "{ 'action': 'note', 'by': 'eve' } | note: is missing",
        "{ 'action': 'start', 'by': 7 } | by: is no text",
        "{ 'action': 'start', 'by': 'eve', 'why': 'x' } | no key 'why'",
        "{ 'action': 'close', 'verdict': 'unsure', 'notThisPerson': true, 'by': 'e' } | false_match",
        "nonsense | no JSON",
        "[] | action"
      })
  void aWrongActionIsExplained(String body, String why) throws Exception {
    JsonNode problem =
        api.json("POST", ALERTS + "/x/actions", ACTIONS, body.replace('\'', '"'), 400);
    assertThat(problem.at("/detail").asText()).contains(why);
  }

  @Test
  void anActionOnNoAlertIsRefused() throws Exception {
    api.json(
        "POST", ALERTS + "/x/actions", ACTIONS, "{ \"action\": \"start\", \"by\": \"eve\" }", 404);
  }

  private int keyed(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.apiPort() + path))
            .header("Idempotency-Key", "k1")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static String id(String sighting) {
    return Alert.id("banned", "ann", "yard", sighting);
  }

  private List<String> ids(String query) throws Exception {
    List<String> ids = new ArrayList<>();
    api.get(ALERTS + query, ALERTS).at("/alerts").forEach(a -> ids.add(a.at("/id").asText()));
    return ids;
  }

  private void send(Alert... alerts) throws Exception {
    double enough = count(service, "sightline.alerts.indexed") + alerts.length;
    street.send(alerts);
    await()
        .atMost(TestStreet.LIMIT)
        .until(() -> count(service, "sightline.alerts.indexed") >= enough);
    service.refresh();
  }
}
