package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.testkit.EngineOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a camera to a search answer, on the real engines, with real models and a real video. */
class StreetTest {
  private static final Path SHARED = Path.of(System.getProperty("sightline.root"), "..", "shared");
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void everythingThatGoesInComesOut(@TempDir Path folder) throws Exception {
    Path video = SHARED.resolve("samples/walking_1080p.mp4");
    Assumptions.assumeTrue(Files.exists(video), "no video for trials at ../shared/samples");
    Path broken = Files.writeString(folder.resolve("broken.mp4"), "this is no video");
    SightlineConfig config =
        ConfigLoader.parse(
            """
            cameras:
              walk: { url: "%s", loop: true, fps: 3 }
              broken: { url: "%s" }
            recognition: { models: "%s" }
            sightings: { absence: 1s }
            api: { port: 0 }
            admin: { ingest: 0, recognizer: 0, indexer: 0 }
            """
                .formatted(video, broken, SHARED.resolve("models")),
            "test",
            Map.of());
    Path state;
    try (Street street =
        Street.start(
            config,
            LocalEngines.start(
                EngineOptions.forTests(384), EngineOptions.forTests(512), new CountDownLatch(1)),
            new CountDownLatch(1))) {
      state = Path.of(street.config().recognition().stateFolder());
      PrintStream quiet = new PrintStream(new ByteArrayOutputStream());
      Report report =
          new Run(street, quiet, new PlainView(quiet))
              .go(api -> {}, new CountDownLatch(1), Duration.ofSeconds(15));

      report.write(folder.resolve("r.json"));
      JsonNode read = json.readTree(folder.resolve("r.json").toFile());
      assertThat(read.at("/framesPublished").asInt()).isPositive();
      assertThat(read.at("/framesPublished").asInt())
          .isEqualTo(read.at("/framesRecognised").asInt() + read.at("/framesDropped").asInt());
      assertThat(report.lost()).isZero();
      assertThat(read.at("/faces").asInt()).isPositive();
      assertThat(read.at("/sightings").asInt()).isPositive();
      assertThat(read.at("/documentsIndexed").asInt()).isEqualTo(read.at("/sightings").asInt());
      assertThat(read.at("/latencyMs/p95").asDouble()).isPositive();
      assertThat(read.at("/cameras/walk/faces").asInt()).isEqualTo(read.at("/faces").asInt());
      assertThat(read.at("/cameras/broken/framesPublished").asInt()).isZero();
      assertThat(read.at("/cameras/broken/problem").asText())
          .contains("broken.mp4", "cannot be opened");
      assertThat(read.at("/cameras/walk").has("problem")).isFalse();
      assertThat(report.good()).isFalse();
      assertThat(read.at("/engine").asText()).contains("onnxruntime");

      Map<String, JsonNode> found = all(street.apiUrl());
      assertThat(found).hasSize(read.at("/sightings").asInt());
      assertThat(found.values())
          .allSatisfy(s -> assertThat(s.at("/state").asText()).isEqualTo("closed"));
      searchByPhoto(
          street.apiUrl(),
          found.values().stream()
              .max(Comparator.comparing(f -> f.at("/bestShot/quality").asDouble()))
              .orElseThrow(),
          folder);
      assertThat(state).isNotEmptyDirectory();
    }
    assertThat(state).doesNotExist();
  }

  /** A sighting's own crop finds it, and is good enough to enrol a person with. */
  private void searchByPhoto(String api, JsonNode sighting, Path folder) throws Exception {
    String id = sighting.at("/id").asText();
    byte[] crop =
        http.send(
                get(api + "/api/v1/sightings/" + id + "/crop"),
                HttpResponse.BodyHandlers.ofByteArray())
            .body();
    HttpRequest search =
        HttpRequest.newBuilder(URI.create(api + "/api/v1/sightings/search?limit=20"))
            .header("Content-Type", "image/jpeg")
            .POST(HttpRequest.BodyPublishers.ofByteArray(crop))
            .build();
    JsonNode similar =
        json.readTree(http.send(search, HttpResponse.BodyHandlers.ofString()).body());
    assertThat(similar.at("/sightings")).extracting(s -> s.at("/id").asText()).contains(id);
    new Enroller(api, "").enrol("Walker", Files.write(folder.resolve("walker.jpg"), crop));
    JsonNode identities =
        json.readTree(
            http.send(get(api + "/api/v1/identities"), HttpResponse.BodyHandlers.ofString())
                .body());
    assertThat(identities.at("/identities/0/name").asText()).isEqualTo("Walker");
  }

  private Map<String, JsonNode> all(String api) throws Exception {
    Map<String, JsonNode> found = new HashMap<>();
    String cursor = "";
    do {
      JsonNode page =
          json.readTree(
              http.send(
                      get(api + "/api/v1/sightings?limit=7" + cursor),
                      HttpResponse.BodyHandlers.ofString())
                  .body());
      page.at("/sightings").forEach(s -> found.put(s.at("/id").asText(), s));
      cursor = page.has("cursor") ? "&cursor=" + page.at("/cursor").asText() : "";
    } while (!cursor.isEmpty());
    return found;
  }

  private static HttpRequest get(String uri) {
    return HttpRequest.newBuilder(URI.create(uri)).build();
  }
}
