package io.sightline.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.contract.config.ElasticsearchConfig;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Removes what a replay has written: the topics, the indices and their template that bear its
 * prefix. Its groups have nothing left then, and Kafka forgets them.
 */
final class ReplayRemoval {
  private final ElasticsearchConfig elasticsearch;
  private final KafkaSettings kafka;
  private final String prefix;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * @param prefix of a replay, which no live installation can have
   */
  ReplayRemoval(SightlineConfig live, String prefix) {
    if (!prefix.matches("replay-\\d{8}t\\d{6}-")) {
      throw new IllegalArgumentException("not the prefix of a replay: '" + prefix + "'");
    }
    this.elasticsearch = live.elasticsearch();
    this.kafka = new KafkaSettings(live.kafka());
    this.prefix = prefix;
  }

  void run() throws IOException, InterruptedException {
    removeTopics();
    JsonNode indices =
        new ObjectMapper()
            .readTree(send("GET", "/_cat/indices/" + prefix + "*?format=json&h=index"));
    for (JsonNode index : indices) {
      send("DELETE", "/" + index.at("/index").asText());
    }
    send("DELETE", "/_index_template/" + prefix + elasticsearch.indexPrefix() + "sightings");
  }

  private void removeTopics() throws InterruptedException {
    try (Admin admin = Admin.create(kafka.common())) {
      List<String> own =
          admin.listTopics().names().get().stream().filter(t -> t.startsWith(prefix)).toList();
      admin.deleteTopics(own).all().get();
    } catch (ExecutionException e) {
      throw new ReplayException(
          "the topics " + prefix + "* cannot be removed: " + e.getCause().getMessage(),
          e.getCause());
    }
  }

  private String send(String method, String path) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(elasticsearch.url() + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (!elasticsearch.username().isEmpty()) {
      String login = elasticsearch.username() + ":" + elasticsearch.password().value();
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300 && answer.statusCode() != 404) {
      throw new ReplayException(
          "the indices "
              + prefix
              + "* cannot be removed: "
              + answer.statusCode()
              + " "
              + answer.body());
    }
    return answer.body();
  }
}
