package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The container files are right in form; no container is started. */
class ComposeTest {
  private static final Path ROOT = Path.of(System.getProperty("sightline.root"));

  @Test
  void everyServiceIsThereAndWatched() throws Exception {
    JsonNode services = services("docker-compose.yml");
    for (String name : List.of("kafka", "elasticsearch", "ingest", "recognizer", "indexer")) {
      assertThat(services.path(name).path("healthcheck").path("test").isMissingNode())
          .as(name)
          .isFalse();
    }
    for (String name : List.of("ingest", "recognizer", "indexer")) {
      Class.forName(services.get(name).get("command").get(0).asText());
    }
    JsonNode kafka = services.get("kafka");
    assertThat(kafka.get("volumes").get(0).asText())
        .endsWith(":" + kafka.get("environment").get("KAFKA_LOG_DIRS").asText());
    services.forEach(
        s -> s.path("ports").forEach(p -> assertThat(p.asText()).startsWith("127.0.0.1:")));
  }

  /** Nor is a card at hand. */
  @Test
  void theRecognizerAloneGetsACard() throws Exception {
    JsonNode services = services("deploy/docker/gpu.yaml");
    assertThat(services.fieldNames()).toIterable().containsExactly("recognizer");
    JsonNode build = services.get("recognizer").get("build");
    String kept = services.get("recognizer").get("volumes").get(0).asText().split(":")[1];
    assertThat(Files.readString(ROOT.resolve(build.get("dockerfile").asText())))
        .contains("AS " + build.get("target").asText() + "\n")
        .contains("ARG PROFILES=\n")
        .contains("\"-Dorg.bytedeco.javacpp.cachedir=" + kept + "/");
    assertThat(Files.readString(ROOT.resolve("recognizer/pom.xml")))
        .contains("<id>" + build.get("args").get("PROFILES").asText() + "</id>");
  }

  @Test
  void itsConfigurationIsOne() throws Exception {
    String yaml = Files.readString(ROOT.resolve("deploy/docker/cameras.yaml"));
    SightlineConfig config =
        ConfigLoader.parse(yaml, "cameras.yaml", Map.of("SIGHTLINE_API_KEY", "x".repeat(16)));
    assertThat(config.kafka().bootstrapServers()).isEqualTo("kafka:9092");
  }

  private static JsonNode services(String file) throws IOException {
    return new YAMLMapper().readTree(Files.readString(ROOT.resolve(file))).get("services");
  }
}
