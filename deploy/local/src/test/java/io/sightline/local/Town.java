package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.model.ModelFolder;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.TopicAdmin;
import io.sightline.testkit.LocalElasticsearch;
import io.sightline.testkit.LocalKafka;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Two engines, and for each round an installation of its own on them, with its own prefix. */
record Town(LocalKafka kafka, LocalElasticsearch elasticsearch, Tape tape, Path folder) {
  private static final Duration LIMIT = Duration.ofMinutes(6);

  /** Plays the tape, kills as often as told, and returns what it came to when all has arrived. */
  Outcome round(String name, List<Enrollment> people, int kills, Random random) throws Exception {
    try (Receiver receiver = new Receiver(new Random(random.nextLong()))) {
      String yaml = yaml(name, receiver.url());
      SightlineConfig config = ConfigLoader.parse(yaml, name, Map.of());
      Path file = Files.writeString(folder.resolve(name + ".yaml"), yaml);
      try (Admin admin = Admin.create(new KafkaSettings(config.kafka()).common())) {
        TopicAdmin.ensure(admin, config.topics().all(), (short) 1);
      }
      enrol(config, people);
      tape.play(config);
      try (Stage indexer = stage(io.sightline.indexer.Main.class, file, name);
          Stage recognizer = stage(io.sightline.recognizer.Main.class, file, name)) {
        indexer.start();
        await()
            .atMost(LIMIT)
            .until(() -> records(config.topics().watchlists().name(), config) >= 2);
        recognizer.start();
        kill(List.of(indexer, recognizer), kills, random);
        return settle(config, receiver, List.of(indexer, recognizer));
      } catch (AssertionError | RuntimeException e) {
        System.out.println(logs(name));
        throw e;
      }
    }
  }

  private static void kill(List<Stage> stages, int kills, Random random) throws Exception {
    for (int i = 0; i < kills; i++) {
      Thread.sleep(random.nextInt(200, 9_000));
      stages.get(random.nextInt(stages.size())).killAndStart();
    }
  }

  private Outcome settle(SightlineConfig config, Receiver receiver, List<Stage> stages)
      throws Exception {
    Outcome[] last = new Outcome[1];
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              assertThat(stages).allMatch(Stage::alive);
              last[0] = Outcome.read(config);
              assertThat(last[0].settled(tape.frames().size())).isTrue();
              assertThat(indexed(config)).isEqualTo(last[0].sightings().keySet());
              assertThat(told(receiver)).isEqualTo(last[0].alerts().keySet());
            });
    // Nothing comes a little later either, and nothing was said in two ways.
    Thread.sleep(2_000);
    assertThat(Outcome.read(config).facts()).isEqualTo(last[0].facts());
    assertThat(last[0].frames()).doesNotHaveDuplicates().hasSize(tape.frames().size());
    assertThat(receiver.contents())
        .allSatisfy((id, bodies) -> assertThat(Set.copyOf(bodies)).hasSize(1));
    return last[0];
  }

  /** Ids of the alerts that the webhook was told of: its keys name a version of an alert. */
  private static Set<String> told(Receiver receiver) {
    return receiver.contents().keySet().stream()
        .map(key -> key.substring(0, key.lastIndexOf('-')))
        .collect(Collectors.toSet());
  }

  private Set<String> indexed(SightlineConfig config) throws Exception {
    String index = config.elasticsearch().indexPrefix() + "sightings-*";
    String base = elasticsearch.url() + "/" + index;
    HttpClient http = HttpClient.newHttpClient();
    http.send(
        HttpRequest.newBuilder(URI.create(base + "/_refresh"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.discarding());
    String found =
        http.send(
                HttpRequest.newBuilder(URI.create(base + "/_search?size=10000&_source=false"))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    Set<String> ids = new HashSet<>();
    for (JsonNode hit : new ObjectMapper().readTree(found).at("/hits/hits")) {
      ids.add(hit.at("/_id").asText());
    }
    return ids;
  }

  private static long records(String topic, SightlineConfig config) throws Exception {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (Admin admin = Admin.create(new KafkaSettings(config.kafka()).common())) {
      return admin
          .listOffsets(Map.of(partition, OffsetSpec.latest()))
          .partitionResult(partition)
          .get()
          .offset();
    }
  }

  private static void enrol(SightlineConfig config, List<Enrollment> people) {
    try (var producer =
        new KafkaProducer<>(
            new KafkaSettings(config.kafka()).producer(),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (Enrollment person : people) {
        producer.send(
            new ProducerRecord<>(
                config.topics().enrollments().name(),
                person.identityId().getBytes(),
                Codecs.ENROLLMENT.encode(person)));
      }
    }
  }

  private Stage stage(Class<?> main, Path config, String name) {
    String service = main.getPackageName().substring(main.getPackageName().lastIndexOf('.') + 1);
    return new Stage(main, config, folder.resolve(name + "-" + service + ".log"));
  }

  private String logs(String name) {
    StringBuilder text = new StringBuilder();
    for (String service : List.of("indexer", "recognizer")) {
      try {
        List<String> lines = Files.readAllLines(folder.resolve(name + "-" + service + ".log"));
        text.append(service).append(":\n");
        lines.stream()
            .skip(Math.max(0, lines.size() - 80))
            .forEach(l -> text.append(l).append('\n'));
      } catch (java.io.IOException e) {
        text.append(service).append(": no log: ").append(e).append('\n');
      }
    }
    return text.toString();
  }

  private String yaml(String name, String hook) {
    return """
        kafka: { bootstrap_servers: "%s", topic_prefix: "%s.", partitions: 4 }
        elasticsearch: { url: "%s", index_prefix: "%s-" }
        recognition: { instance: chaos, models: %s, mode: replay, batch: { max: 8 } }
        sightings: { absence: 1s }
        watchlists:
          wanted: { kind: members, members: [p0, p1], severity: high, cooldown: 1s, channels: [hook] }
          strangers: { kind: unknown, severity: low, cooldown: 1s, channels: [hook] }
        channels:
          hook: { webhook: { url: "%s" } }
        api: { port: 0 }
        admin: { ingest: 0, recognizer: 0, indexer: 0 }
        retention: { unknown: 3650d, matched: 3650d }
        """
        .formatted(
            kafka.bootstrapServers(), name, elasticsearch.url(), name, ModelFolder.BUNDLED, hook);
  }
}
