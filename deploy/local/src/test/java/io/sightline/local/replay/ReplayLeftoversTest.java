package io.sightline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.testkit.ElasticsearchExtension;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalElasticsearch;
import io.sightline.testkit.LocalKafka;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({KafkaExtension.class, ElasticsearchExtension.class})
class ReplayLeftoversTest {
  private static final String KILLED = "replay-20260102t030405-";
  private static final String BUSY = "replay-20260102t030406-";
  private static final String KEPT = "replay-kept-20260102t030407-";
  private static final String LIVE = "replay-of-the-lobby-";

  private final String young = ReplayPrefix.now(false).text();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void whatIsSurelyOfNoUseGoes(LocalKafka kafka, LocalElasticsearch elasticsearch)
      throws Exception {
    SightlineConfig live =
        ConfigLoader.parse(
            """
            kafka: { bootstrap_servers: "%s" }
            elasticsearch: { url: "%s" }
            """
                .formatted(kafka.bootstrapServers(), elasticsearch.url()),
            "test",
            Map.of());
    ReplayLeftovers leftovers = new ReplayLeftovers(live);
    KafkaSettings settings = new KafkaSettings(live.kafka());
    try (Admin admin = Admin.create(settings.common())) {
      for (String prefix : List.of(KILLED, BUSY, KEPT, young, LIVE)) {
        admin.createTopics(List.of(new NewTopic(prefix + "faces", 1, (short) 1))).all().get();
      }
      send("PUT", elasticsearch.url() + "/" + KILLED + "sightings-2026.01.02");
      // Its topics were gone already when it was killed.
      send("PUT", elasticsearch.url() + "/" + KEPT.replace("07", "08") + "sightings-2026.01.02");
      send("PUT", elasticsearch.url() + "/sightings-2026.01.02");

      Map<String, Object> member = settings.consumer();
      member.put("group.id", BUSY + "sightline-recognizer");
      try (var consumer =
          new KafkaConsumer<>(member, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer.subscribe(List.of(BUSY + "faces"));
        while (consumer.assignment().isEmpty()) {
          consumer.poll(Duration.ofMillis(200));
        }
        assertThat(leftovers.removeIdle())
            .containsExactlyInAnyOrder(KILLED, KEPT, KEPT.replace("07", "08"));
      }
      assertThat(topics(admin)).contains(BUSY + "faces", young + "faces", LIVE + "faces");
      assertThat(topics(admin)).doesNotContain(KILLED + "faces", KEPT + "faces");
      assertThat(indices(elasticsearch)).contains("sightings-2026").doesNotContain("replay-");

      admin.createTopics(List.of(new NewTopic(KEPT + "faces", 1, (short) 1))).all().get();
      assertThat(leftovers.remove(false)).containsExactlyInAnyOrder(BUSY, young);
      assertThat(topics(admin)).contains(KEPT + "faces", LIVE + "faces");
      assertThat(leftovers.remove(true)).containsExactly(KEPT);
      admin.deleteTopics(List.of(LIVE + "faces")).all().get();
    } finally {
      send("DELETE", elasticsearch.url() + "/sightings-2026.01.02");
    }
  }

  private static Set<String> topics(Admin admin) throws InterruptedException, ExecutionException {
    return admin.listTopics().names().get();
  }

  private String indices(LocalElasticsearch elasticsearch) throws Exception {
    return send("GET", elasticsearch.url() + "/_cat/indices?h=index");
  }

  private String send(String method, String uri) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }
}
