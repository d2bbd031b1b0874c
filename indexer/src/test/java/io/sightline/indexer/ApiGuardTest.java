package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.javalin.Javalin;
import io.sightline.contract.config.ApiConfig;
import io.sightline.contract.config.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Who is let in, what answers carry, and what the audit log has of it; without the engines. */
class ApiGuardTest {
  private static final String KEY = "0123456789abcdef";

  /** Of its SHA-256. */
  private static final String FINGERPRINT = "9f9f5111";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger audit = (Logger) LoggerFactory.getLogger("io.sightline.audit");
  private Javalin open;
  private Javalin locked;

  @BeforeEach
  void start() {
    open = api("127.0.0.1", List.of());
    locked = api("127.0.0.1", List.of(new Secret("another-key-of-the-tests"), new Secret(KEY)));
    lines.start();
    audit.addAppender(lines);
  }

  @AfterEach
  void stop() {
    audit.detachAppender(lines);
    open.stop();
    locked.stop();
  }

  private static Javalin api(String host, List<Secret> keys) {
    Routes routes =
        r -> {
          for (String path : List.of("identities", "sightings", "sightings/x/crop", "journeys")) {
            r.get("/api/v1/" + path, q -> q.json(Map.of()));
          }
          r.post(
              "/api/v1/identities",
              q -> {
                AuditLog.done(q, "identity x, 2 photos\nGET /forged");
                q.json(Map.of());
              });
        };
    return new Api(new ApiConfig(host, 0, keys), List.of(routes)).build().start();
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, none, 200",
    "Sec-Fetch-Site, same-origin, 200",
    "Sec-Fetch-Site, same-site, 403",
    "Sec-Fetch-Site, cross-site, 403",
    "Forwarded, for=10.0.0.1, 403",
    "X-Forwarded-For, 10.0.0.1, 403",
    "x-forwarded-proto, https, 403",
    "X-Real-IP, 10.0.0.1, 403",
    "Via, 1.1 proxy, 403",
    "X-Other, x, 200"
  })
  void withoutKeysNeitherPagesOfOtherSitesNorProxiesAreLetIn(
      String header, String value, int status) throws Exception {
    assertThat(ask(open, "GET", "sightings", header, value).statusCode()).isEqualTo(status);
    assertThat(ask(locked, "GET", "sightings", "X-Api-Key", KEY, header, value).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, navigate, document, 200",
    "POST, navigate, document, 403",
    "GET, navigate, iframe, 403",
    "GET, no-cors, image, 403",
    "GET, cors, empty, 403"
  })
  void aLinkOnAPageOfAnotherSiteMayBeFollowed(String method, String mode, String dest, int status)
      throws Exception {
    HttpResponse<String> answer =
        ask(
            open,
            method,
            "identities",
            "Sec-Fetch-Site",
            "cross-site",
            "Sec-Fetch-Mode",
            mode,
            "Sec-Fetch-Dest",
            dest);
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @Test
  void noAnswerIsForPagesOfOtherSites() throws Exception {
    for (String path : List.of("sightings", "sightings/x/crop", "nothing", "../../elsewhere")) {
      assertProtected(ask(open, "GET", path));
    }
    assertProtected(ask(open, "GET", "sightings", "Via", "1.1 proxy"));
    assertProtected(ask(locked, "GET", "sightings"));
    assertProtected(ask(open, "GET", "sightings/%00"));
  }

  private static void assertProtected(HttpResponse<String> answer) {
    assertThat(answer.headers().map())
        .as(answer.toString())
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry("cross-origin-resource-policy", List.of("same-origin"));
  }

  @Test
  void whoAsksAboutPeopleLeavesALineAndWhoWasNotAllowed() throws Exception {
    String[] key = {"X-Api-Key", KEY};
    ask(locked, "GET", "sightings?camera=lobby", key);
    ask(locked, "GET", "identities", key);
    ask(locked, "GET", "identities?limit=5&n%61me=Ann", key);
    ask(locked, "GET", "sightings?%69dentity=ann&limit=1", key);
    ask(locked, "GET", "sightings/x/crop", key);
    ask(locked, "GET", "journeys?sighting=a", key);
    ask(locked, "POST", "identities", key);
    ask(locked, "GET", "sightings?camera=lobby");
    ask(open, "GET", "sightings", "Sec-Fetch-Site", "cross-site");
    String by = ", by key " + FINGERPRINT + " from 127.0.0.1";
    String stranger = ", by somebody without a key from 127.0.0.1";
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "GET /api/v1/identities: 200" + by,
            "GET /api/v1/identities?limit=5&name=…: 200" + by,
            "GET /api/v1/sightings?identity=ann&limit=1: 200" + by,
            "GET /api/v1/sightings/x/crop: 200" + by,
            "GET /api/v1/journeys?sighting=a: 200" + by,
            "POST /api/v1/identities: 200 (identity x, 2 photos GET /forged)" + by,
            "GET /api/v1/sightings: 401" + stranger,
            "GET /api/v1/sightings: 403" + stranger);
  }

  @Test
  void whatIsNoIdOrTimeOrNumberIsNotInTheRecord() throws Exception {
    String[] key = {"X-Api-Key", KEY};
    ask(locked, "GET", "sightings?api_key=" + KEY + "&q=Ann");
    ask(locked, "GET", "sightings/" + KEY + "/crop");
    ask(locked, "GET", "identities?api_key=" + KEY + "&q=Ann&cursor=YW5u", key);
    ask(
        locked,
        "GET",
        "journeys?identity=Ann%20Miller&sighting=a%0Ab&from=2026-03-01T08%3A00%3A00.5Z&minSimilarity=-0.5",
        key);
    ask(locked, "GET", "identities/Ann%20Miller", key);
    ask(locked, "GET", "identities/ann%3A1", key);
    ask(locked, "GET", "identities/" + "a/".repeat(1000), key);
    assertThat(lines.list)
        .extracting(l -> l.getFormattedMessage().replaceFirst(", by .*", ""))
        .containsExactly(
            "GET /api/v1/sightings: 401",
            "GET /api/v1/sightings/…/crop: 401",
            "GET /api/v1/identities?…&cursor=…: 200",
            "GET /api/v1/journeys?identity=…&sighting=…&from=2026-03-01T08:00:00.5Z&minSimilarity=-0.5: 200",
            "GET /api/v1/identities/…: 404",
            "GET /api/v1/identities/ann:1: 404",
            "GET " + ("/api/v1/identities/" + "a/".repeat(1000)).substring(0, 300) + "…: 404");
  }

  @Test
  void keysThatCrossANetworkInClearAreWarnedOf() {
    Logger log = (Logger) LoggerFactory.getLogger(Api.class);
    log.addAppender(lines);
    try {
      api("127.0.0.1", List.of(new Secret(KEY))).stop();
      assertThat(lines.list).isEmpty();
      api("0.0.0.0", List.of(new Secret(KEY))).stop();
      assertThat(lines.list)
          .singleElement()
          .satisfies(l -> assertThat(l.getLevel()).isEqualTo(Level.WARN))
          .satisfies(l -> assertThat(l.getFormattedMessage()).contains("no TLS", "0.0.0.0"));
    } finally {
      log.detachAppender(lines);
    }
  }

  private HttpResponse<String> ask(Javalin api, String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/api/v1/" + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
