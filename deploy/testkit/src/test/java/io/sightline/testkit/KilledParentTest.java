package io.sightline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.contentOf;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One parent with both engines is killed; the engines go, and what they kept is there again. */
class KilledParentTest {
  @TempDir private Path folder;

  @Test
  void enginesGoWithTheirParentAndKeepTheirData() throws Exception {
    Process parent = parent();
    try (BufferedReader out = parent.inputReader()) {
      Records.send(address(out), "kept-records", "stays");
      Documents.putVectors(address(out), "kept-vectors");
      List<ProcessHandle> engines = parent.descendants().toList();
      assertThat(engines).as("Kafka, Elasticsearch's launcher, its node").hasSize(3);
      parent.destroyForcibly().waitFor();
      takeUpAgain();
      for (ProcessHandle engine : engines) {
        engine.onExit().get(60, TimeUnit.SECONDS);
      }
    } finally {
      parent.destroyForcibly();
    }
  }

  private String address(BufferedReader out) throws IOException {
    String line = out.readLine();
    assertThat(line).as(() -> contentOf(folder.resolve("parent.log").toFile())).isNotNull();
    return line;
  }

  private Process parent() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            EnginesProgram.class.getName(),
            folder.toString())
        .redirectError(folder.resolve("parent.log").toFile())
        .start();
  }

  /** At once, while the old engines may still be stopping. */
  private void takeUpAgain() throws Exception {
    EngineOptions kafka = EngineOptions.forTests(256).withDataFolder(folder.resolve("kafka"));
    try (LocalKafka again = LocalKafka.start(kafka)) {
      assertThat(Records.read(again.bootstrapServers(), "kept-records"))
          .isEqualTo(List.of("stays"));
    }
    Path kept = folder.resolve("elasticsearch");
    // Untold, as in all other tests, it takes one by itself.
    int port = Ports.choose(0, "a test");
    EngineOptions elasticsearch = EngineOptions.forTests(384).withDataFolder(kept).withPort(port);
    LocalElasticsearch again = LocalElasticsearch.start(elasticsearch);
    try (again) {
      assertThat(again.url()).isEqualTo("http://127.0.0.1:" + port);
      assertThat(contentOf(kept.resolve("config/elasticsearch.yml").toFile()))
          .contains("transport.port: \"0\"");
      assertThat(Documents.nearest(again.url(), "kept-vectors")).contains("\"_id\":\"2\"");
    }
    assertThatThrownBy(again::requireAlive).hasMessageContaining("Elasticsearch ended with exit");
    assertThat(contentOf(again.log().toFile())).as("an orderly stop").contains("INFO closed ");
    assertThat(kept.resolve("data/node.lock")).exists();
  }
}
