package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.testkit.ElasticsearchExtension;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalElasticsearch;
import io.sightline.testkit.LocalKafka;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What the API does with requests that are not as they should be. */
@ExtendWith({KafkaExtension.class, ElasticsearchExtension.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTest {
  private TestStreet street;
  private IndexerService service;
  private FakeRecogniser recogniser;
  private ApiClient api;

  @BeforeAll
  void start(LocalKafka kafka, LocalElasticsearch elasticsearch) throws Exception {
    street = new TestStreet(kafka.bootstrapServers(), elasticsearch.url(), "api");
    service = new IndexerService(street.config);
    service.start();
    recogniser = new FakeRecogniser(street.config);
    api = new ApiClient("http://127.0.0.1:" + service.apiPort(), "");
  }

  @AfterAll
  void stop() throws Exception {
    recogniser.close();
    service.close();
    street.close();
  }

  @ParameterizedTest
  @CsvSource({
    "camra=lobby, camra",
    "limit=501, limit",
    "limit=ten, limit",
    "to=+12345-01-01T00:00:00Z, to",
    "from=1969-12-31T00:00:00Z, from",
    "masked=maybe, masked",
    "cursor=AAAA, cursor"
  })
  void aWrongParameterIsNamed(String query, String named) throws Exception {
    String encoded = query.replace("+", "%2B");
    assertThat(api.problem("GET", "/api/v1/sightings?" + encoded, 400)).contains(named);
  }

  @Test
  void aWrongSearchIsRefused() throws Exception {
    String search = "/api/v1/sightings/search";
    for (String value : List.of("2", "NaN", "high")) {
      assertThat(detail(api.photo(search + "?minSimilarity=" + value, search, "0.1", 400)))
          .contains("minSimilarity");
    }
    assertThat(detail(api.photo(search, search, "", 400))).contains("one photo is needed");
    assertThat(detail(api.photo(search, search, "broken", 422))).contains("cannot be decoded");
  }

  @Test
  void aPageIsOnlyAnsweredByTheRightMethod() throws Exception {
    assertThat(api.problem("PUT", "/api/v1/sightings", 405)).isNotEmpty();
    assertThat(api.problem("POST", "/api/v1/identities", 415)).contains("multipart");
  }

  @Test
  void photosThatAreTooLargeAreRefused() throws Exception {
    String search = "/api/v1/sightings/search";
    String large = "x".repeat(PhotoClient.LARGEST_PHOTO + 1);
    assertThat(detail(api.photo(search, search, large, 413)))
        .contains("photo has " + large.length());
    String huge = "x".repeat((Uploads.LARGEST_MB << 20) + 1);
    answered(() -> api.photo(search, search, huge, 413));
    assertThat(detail(answered(() -> api.enrol(Map.of("name", "Ann"), List.of(huge), 413))))
        .contains("20 MB");
    List<String> together = List.of(large, large, large);
    assertThat(detail(answered(() -> api.enrol(Map.of("name", "Ann"), together, 413))))
        .contains("20 MB");
  }

  /**
   * What is too large is refused before all of it has come, and then it is chance whether a client
   * that still sends sees the answer or that nobody listens any more.
   */
  private static JsonNode answered(Callable<JsonNode> request) {
    return await()
        .atMost(TestStreet.LIMIT)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(request, answer -> true);
  }

  @Test
  void anEnrolmentThatIsSentAgainIsDoneOnce() throws Exception {
    Map<String, String> bob = Map.of("name", "Bob");
    JsonNode first = api.enrol("k", bob, List.of("0.1", "0.2"), 201);
    assertThat(api.enrol("k", bob, List.of("0.1", "0.2"), 201)).isEqualTo(first);
    String id = first.at("/id").asText();
    Map<String, String> more = Map.of("name", "Bob", "id", id);
    JsonNode second = api.enrol("k2", more, List.of("0.3"), 201);
    assertThat(second.at("/templates")).hasSize(3);
    assertThat(api.enrol("k2", more, List.of("0.3"), 201)).isEqualTo(second);
    assertThat(api.enrol("other", more, List.of("0.3"), 201).at("/templates")).hasSize(4);
    api.delete("/api/v1/identities/" + id);
    api.enrol("k2", more, List.of("0.3"), 404);
    List<String> many = Collections.nCopies(201, "0.1");
    assertThat(detail(api.enrol(bob, many, 422))).contains("201 templates");
    // A blank key is none: two people are two.
    assertThat(api.enrol(" ", bob, List.of("0.1"), 201).at("/id"))
        .isNotEqualTo(api.enrol(" ", bob, List.of("0.1"), 201).at("/id"));
  }

  @Test
  void anEnrolmentThatIsSentAgainWhileTheFirstIsUnderWayIsDoneOnce() throws Exception {
    JsonNode made = together(() -> api.enrol("m", Map.of("name", "Eve"), List.of("0.1"), 201));
    assertThat(made.at("/templates")).hasSize(1);
    Map<String, String> more = Map.of("name", "Eve", "id", made.at("/id").asText());
    JsonNode added = together(() -> api.enrol("m2", more, List.of("0.2", "0.3"), 201));
    assertThat(added.at("/templates")).hasSize(3);
  }

  @Test
  void turningThePagesOfIdentitiesShowsEverybodyOnce() throws Exception {
    for (int i = 0; i < 3; i++) {
      api.enrol(Map.of("name", "Turn " + i), List.of("0.1"), 201);
    }
    List<String> turned = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = api.get("/api/v1/identities?limit=1" + next, "/api/v1/identities");
      turned.addAll(ids(page));
      next = page.has("cursor") ? "&cursor=" + page.at("/cursor").asText() : "";
    } while (!next.isEmpty());
    JsonNode all = api.get("/api/v1/identities?limit=500", "/api/v1/identities");
    assertThat(turned).isEqualTo(ids(all)).hasSizeGreaterThan(2).doesNotHaveDuplicates();
    assertThat(ids(api.get("/api/v1/identities?name=tURN%202", "/api/v1/identities"))).hasSize(1);
    assertThat(api.problem("GET", "/api/v1/identities?limit=501", 400)).contains("limit");
    assertThat(api.problem("GET", "/api/v1/identities?nme=turn", 400)).contains("nme");
  }

  private static List<String> ids(JsonNode page) {
    List<String> ids = new ArrayList<>();
    page.at("/identities").forEach(identity -> ids.add(identity.at("/id").asText()));
    return ids;
  }

  /** The identity after the same request was made four times at once. */
  private JsonNode together(Callable<JsonNode> request) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<JsonNode>> answers = threads.invokeAll(Collections.nCopies(4, request));
    threads.shutdown();
    String id = answers.get(0).get().at("/id").asText();
    JsonNode identity = api.get("/api/v1/identities/" + id, "/api/v1/identities/{id}");
    for (Future<JsonNode> answer : answers) {
      assertThat(answer.get()).isEqualTo(identity);
    }
    return identity;
  }

  @Test
  void allPhotosOfAnIdentityStayWhenManyAreAddedAtOnce() throws Exception {
    String id = api.enrol(Map.of("name", "Ann"), List.of("0.1"), 201).at("/id").asText();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<JsonNode>> added = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      added.add(
          threads.submit(() -> api.enrol(Map.of("name", "Ann", "id", id), List.of("0.2"), 201)));
    }
    for (Future<JsonNode> answer : added) {
      answer.get();
    }
    threads.shutdown();
    JsonNode ann = api.get("/api/v1/identities/" + id, "/api/v1/identities/{id}");
    assertThat(ann.at("/templates")).hasSize(9);
  }

  @Test
  void whatChangesSomethingOrSearchesByAFaceLeavesALineThatNothingCanForge() throws Exception {
    String outcome = ": 404, by somebody without a key from 127.0.0.1";
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger audit = (Logger) LoggerFactory.getLogger("io.sightline.audit");
    audit.addAppender(lines);
    try {
      api.get("/api/v1/identities", "/api/v1/identities");
      api.get("/api/v1/journeys?identity=ann", "/api/v1/journeys");
      api.problem("DELETE", "/api/v1/identities/a%0Ab", 404);
      api.problem("GET", "/api/v1/journeys?sighting=a%0Ab", 404);
    } finally {
      audit.detachAppender(lines);
    }
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("GET /api/v1/identities: 200, by somebody"),
            line -> assertThat(line).startsWith("GET /api/v1/journeys?identity=ann: 200, by"),
            line -> assertThat(line).isEqualTo("DELETE /api/v1/identities/…" + outcome),
            line -> assertThat(line).isEqualTo("GET /api/v1/journeys?sighting=…" + outcome));
  }

  @Test
  void pagesOfOtherSitesAreKeptOut() throws Exception {
    String here = "127.0.0.1:" + service.apiPort();
    assertThat(raw("GET /api/v1/sightings HTTP/1.1\r\nHost: " + here + "\r\n")).contains(" 200 ");
    assertThat(raw("GET /api/v1/sightings HTTP/1.1\r\nHost: evil.example\r\n"))
        .contains(" 403 ", "application/problem+json");
    assertThat(
            raw(
                "DELETE /api/v1/identities/x HTTP/1.1\r\nHost: "
                    + here
                    + "\r\nOrigin: https://evil.example\r\n"))
        .contains(" 403 ", "application/problem+json");
  }

  @Test
  void evenNonsenseIsAnsweredByAProblemDocument() throws Exception {
    assertThat(raw("GET /%zz HTTP/1.1\r\nHost: localhost\r\n"))
        .contains(" 400 ", "application/problem+json", "\"status\":400");
    assertThat(raw("NONSENSE\r\n")).contains("application/problem+json");
    assertThat(raw("GET /elsewhere HTTP/1.1\r\nHost: localhost\r\n"))
        .contains(" 404 ", "application/problem+json");
  }

  @Test
  void theDocumentIsServedAsItIs() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + service.apiPort() + "/api/v1/openapi.json"))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.body()).isEqualTo(DailyIndices.resource("openapi.json"));
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
  }

  private static String detail(JsonNode problem) {
    return problem.at("/detail").asText();
  }

  /** What the server says to these very bytes. */
  private String raw(String head) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.apiPort())) {
      OutputStream out = socket.getOutputStream();
      out.write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
