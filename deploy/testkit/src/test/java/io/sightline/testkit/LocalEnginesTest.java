package io.sightline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith({KafkaExtension.class, ElasticsearchExtension.class})
class LocalEnginesTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Test
  void elasticsearchIndexesAndFindsVectors(LocalElasticsearch node) throws Exception {
    put(
        node,
        "/faces",
        "{\"mappings\":{\"properties\":{\"v\":{\"type\":\"dense_vector\",\"dims\":3}}}}");
    put(node, "/faces/_doc/1?refresh=true", "{\"v\":[1,0,0]}");
    put(node, "/faces/_doc/2?refresh=true", "{\"v\":[0,1,0]}");
    String found =
        send(
            node,
            "POST",
            "/faces/_search",
            "{\"knn\":{\"field\":\"v\",\"query_vector\":[0,1,0.1],\"k\":1}}");
    assertThat(found).contains("\"_id\":\"2\"").doesNotContain("\"_id\":\"1\"");
  }

  @Test
  void keptDataSurviveARestart(@TempDir Path folder) throws Exception {
    EngineOptions quick = EngineOptions.forTests(256);
    EngineOptions kept =
        new EngineOptions(
            java.util.Optional.of(folder), 0, quick.heapMegabytes(), true, quick.startLimit());
    try (LocalKafka kafka = LocalKafka.start(kept);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic("stays", 1, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
    try (LocalKafka kafka = LocalKafka.start(kept);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).isEqualTo(Set.of("stays"));
    }
  }

  @Test
  void noEngineOutlivesItsKilledParent(@TempDir Path folder) throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                EnginesProgram.class.getName())
            .redirectError(folder.resolve("parent.log").toFile())
            .start();
    try (BufferedReader out = parent.inputReader()) {
      assertThat(out.readLine()).isEqualTo("ready");
      List<ProcessHandle> engines = parent.descendants().toList();
      assertThat(engines).hasSizeGreaterThanOrEqualTo(4);
      parent.destroyForcibly().waitFor();
      for (ProcessHandle engine : engines) {
        engine.onExit().get(60, TimeUnit.SECONDS);
        assertThat(engine.isAlive()).isFalse();
      }
    }
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      EngineOptions options =
          new EngineOptions(
              java.util.Optional.empty(), taken.getLocalPort(), 256, true, Duration.ofSeconds(5));
      String complaint = "port " + taken.getLocalPort() + " for ";
      assertThatThrownBy(() -> LocalKafka.start(options))
          .hasMessageContaining(complaint + "Kafka is in use");
      assertThatThrownBy(() -> LocalElasticsearch.start(options)).hasMessageContaining(complaint);
    }
  }

  @Test
  void aMissingEngineIsNamed(@TempDir Path empty) {
    System.setProperty("sightline.engines", empty.toString());
    try {
      assertThatThrownBy(() -> LocalKafka.start(EngineOptions.forTests(256)))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining(empty.resolve("kafka").toString());
    } finally {
      System.clearProperty("sightline.engines");
    }
  }

  private static void put(LocalElasticsearch node, String path, String body) throws Exception {
    send(node, "PUT", path, body);
  }

  private static String send(LocalElasticsearch node, String method, String path, String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(node.url() + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
    return response.body();
  }
}
