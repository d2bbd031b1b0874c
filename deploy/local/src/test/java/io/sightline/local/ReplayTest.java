package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.model.KnownModels;
import io.sightline.contract.model.ModelCard;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.local.replay.Replay;
import io.sightline.local.replay.ReplayException;
import io.sightline.local.replay.ReplayReport;
import io.sightline.testkit.EngineOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was seen is seen again, on the real engines, with real models and a real video. */
class ReplayTest {
  private static final Path SHARED = Path.of(System.getProperty("sightline.root"), "..", "shared");
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final PrintStream quiet = new PrintStream(new ByteArrayOutputStream());

  @Test
  void historyIsRecognisedAgainAndNothingLiveIsTouched(@TempDir Path folder) throws Exception {
    Path video = SHARED.resolve("samples/walking_1080p.mp4");
    Assumptions.assumeTrue(Files.exists(video), "no video for trials at ../shared/samples");
    SightlineConfig config =
        ConfigLoader.parse(
            """
            cameras: { walk: { url: "%s", loop: true, fps: 3 } }
            recognition: { models: "%s", mode: replay, batch: { max: 8 } }
            sightings: { absence: 1s }
            api: { port: 0 }
            admin: { ingest: 0, recognizer: 0, indexer: 0 }
            """
                .formatted(video, SHARED.resolve("models")),
            "test",
            Map.of());
    Instant from = Instant.now();
    try (Street street =
        Street.start(
            config,
            LocalEngines.start(
                EngineOptions.forTests(384), EngineOptions.forTests(512), new CountDownLatch(1)),
            new CountDownLatch(1))) {
      Report live =
          new Run(street, quiet, new PlainView(quiet))
              .go(api -> {}, new CountDownLatch(1), Duration.ofSeconds(12));
      long sightings = ((Number) live.values().get("sightings")).longValue();
      String known = enrolTheBestSeen(street.apiUrl(), folder);
      SightlineConfig at = street.config();
      Map<String, Object> before = state(at);

      ReplayReport report = replay(at, from).run(null, false);
      report.write(folder.resolve("report.json"));

      assertThat(report.frames())
          .isEqualTo(((Number) live.values().get("framesPublished")).longValue());
      assertThat(report.totals()).containsEntry("live", sightings);
      assertThat(report.totals()).containsEntry("appeared", 0L).containsEntry("vanished", 0L);
      assertThat(report.totals().get("renamed")).isPositive();
      JsonNode written = json.readTree(folder.resolve("report.json").toFile());
      assertThat(written.at("/changes")).isNotEmpty();
      assertThat(written.at("/changes"))
          .allSatisfy(
              change -> {
                assertThat(change.at("/kind").asText()).isEqualTo("renamed");
                assertThat(change.at("/live/identity").asText()).isEmpty();
                assertThat(change.at("/replayed/identity").asText()).isNotEmpty();
              });
      assertThat(written.at("/changes"))
          .extracting(change -> change.at("/live/id").asText())
          .contains(known);
      assertThat(documents(at, report.prefix() + "sightings-*")).isEqualTo(sightings);

      // The same network under another name is another embedding space: templates must follow it.
      ReplayReport renamed = replay(at, from).run(sameModelByAnotherName(folder), true);
      assertThat(renamed.totals()).isEqualTo(report.totals());
      assertThat(documents(at, report.prefix() + "*")).isEqualTo(sightings);
      replay(at, from).remove(report);
      assertThat(topics(at)).noneMatch(name -> name.startsWith(report.prefix()));
      assertThat(topics(at)).anyMatch(name -> name.startsWith(renamed.prefix()));
      assertThat(documents(at, report.prefix() + "*")).isZero();
      assertThat(state(at)).isEqualTo(before);

      assertThatThrownBy(
              () ->
                  new Replay(at, from.minusSeconds(99), from.minusSeconds(9), quiet, () -> {})
                      .run(null, false))
          .isInstanceOf(ReplayException.class)
          .hasMessageContaining("holds no frame from")
          .hasMessageContaining("its newest is of");
    }
  }

  private Replay replay(SightlineConfig live, Instant from) {
    return new Replay(live, from, Instant.now(), quiet, () -> {});
  }

  private Path sameModelByAnotherName(Path folder) throws IOException {
    ModelCard card = KnownModels.MOBILEFACENET;
    Path models = Files.createDirectory(folder.resolve("tried"));
    Files.copy(
        SHARED.resolve("models/MobileFaceNet_foamliu_128d.onnx"), models.resolve("model.onnx"));
    new ModelCard(
            "tried",
            card.sha256(),
            card.input(),
            null,
            card.recogniser(),
            card.licence(),
            card.source(),
            card.training(),
            null)
        .write(models.resolve("model.json"));
    return models;
  }

  /** Returns the id of the sighting whose crop was enrolled. */
  private String enrolTheBestSeen(String api, Path folder) throws Exception {
    JsonNode seen = json.readTree(get(api + "/api/v1/sightings?limit=100").body());
    JsonNode best = null;
    for (JsonNode s : seen.at("/sightings")) {
      if (best == null
          || s.at("/bestShot/quality").asDouble() > best.at("/bestShot/quality").asDouble()) {
        best = s;
      }
    }
    String id = best.at("/id").asText();
    byte[] crop =
        http.send(
                HttpRequest.newBuilder(URI.create(api + "/api/v1/sightings/" + id + "/crop"))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray())
            .body();
    new Enroller(api, "").enrol("Walker", Files.write(folder.resolve("walker.jpg"), crop));
    return id;
  }

  /** Where every topic of the live installation ends, what its groups have done, its documents. */
  private Map<String, Object> state(SightlineConfig config) throws Exception {
    Map<String, Object> state = new TreeMap<>();
    try (Admin admin = Admin.create(new KafkaSettings(config.kafka()).common())) {
      Map<TopicPartition, OffsetSpec> all = new HashMap<>();
      for (var topic :
          admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values()) {
        if (!topic.name().startsWith("replay-") && !topic.name().startsWith("__")) {
          topic
              .partitions()
              .forEach(
                  p ->
                      all.put(
                          new TopicPartition(topic.name(), p.partition()), OffsetSpec.latest()));
        }
      }
      admin.listOffsets(all).all().get().forEach((p, end) -> state.put(p.toString(), end.offset()));
      for (String group : new String[] {"recognizer", "sightings", "indexer"}) {
        String name = new KafkaSettings(config.kafka()).name(group);
        state.put(name, admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata().get());
      }
    }
    state.put("documents", documents(config, "sightings-*"));
    return state;
  }

  private static Set<String> topics(SightlineConfig config) throws Exception {
    try (Admin admin = Admin.create(new KafkaSettings(config.kafka()).common())) {
      return admin.listTopics().names().get();
    }
  }

  private long documents(SightlineConfig config, String indices) throws Exception {
    String url = config.elasticsearch().url();
    http.send(
        HttpRequest.newBuilder(URI.create(url + "/" + indices + "/_refresh"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
    return json.readTree(get(url + "/" + indices + "/_count").body()).at("/count").asLong();
  }

  private HttpResponse<String> get(String uri) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
