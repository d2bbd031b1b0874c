package io.sightline.local.replay;

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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * Removes what a replay has written: the topics, the indices and their templates that bear its
 * prefix. Its groups have nothing left then, and Kafka forgets them.
 */
final class ReplayRemoval {
  private final ElasticsearchConfig elasticsearch;
  private final KafkaSettings kafka;
  private final HttpClient http = HttpClient.newHttpClient();

  ReplayRemoval(SightlineConfig live) {
    this.elasticsearch = live.elasticsearch();
    this.kafka = new KafkaSettings(live.kafka());
  }

  /**
   * @param prefix of a replay, which no live installation can have
   */
  void remove(String prefix) throws IOException, InterruptedException {
    if (ReplayPrefix.of(prefix).filter(p -> p.text().equals(prefix)).isEmpty()) {
      throw new IllegalArgumentException("not the prefix of a replay: '" + prefix + "'");
    }
    try (Admin admin = Admin.create(kafka.common())) {
      List<String> own =
          admin.listTopics().names().get().stream().filter(t -> t.startsWith(prefix)).toList();
      admin.deleteTopics(own).all().get();
    } catch (ExecutionException e) {
      throw failed("the topics " + prefix + "* cannot be removed: ", e);
    }
    for (String index : indices(prefix)) {
      send("DELETE", "/" + index);
    }
    send("DELETE", "/_index_template/" + prefix + "*");
  }

  /** Of all replays that topics or indices are there of. */
  Set<ReplayPrefix> prefixes() throws IOException, InterruptedException {
    List<String> names = new ArrayList<>(indices(ReplayPrefix.START));
    try (Admin admin = Admin.create(kafka.common())) {
      names.addAll(admin.listTopics().names().get());
    } catch (ExecutionException e) {
      throw failed("the topics cannot be listed: ", e);
    }
    return names.stream()
        .flatMap(name -> ReplayPrefix.of(name).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<String> indices(String prefix) throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    new ObjectMapper()
        .readTree(send("GET", "/_cat/indices/" + prefix + "*?format=json&h=index"))
        .forEach(index -> names.add(index.at("/index").asText()));
    return names;
  }

  private static ReplayException failed(String what, ExecutionException e) {
    return new ReplayException(what + e.getCause().getMessage(), e.getCause());
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
          method
              + " "
              + path
              + " is refused by Elasticsearch: "
              + answer.statusCode()
              + " "
              + answer.body());
    }
    return answer.body();
  }
}
