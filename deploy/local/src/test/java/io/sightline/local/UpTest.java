package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpTest {

  @Test
  void filesThatEndAreRecognisedToTheLastFrame(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("r.json");
    try (BundledDemo demo = BundledDemo.unpack()) {
      Path video = DemoSet.open("", demo.folder()).clips().get(0).video();
      // Taken faster than they are recognised: most are under way when the file ends.
      String text =
          """
          cameras: { door: { url: "%s", pace: fast, fps: 2 } }
          recognition: { models: bundled, mode: replay }
          sightings: { absence: 1s }
          api: { port: 0 }
          admin: { ingest: 0, recognizer: 0, indexer: 0 }
          """;
      Path config = Files.writeString(folder.resolve("c.yaml"), text.formatted(video));
      int code =
          Launcher.commandLine()
              .execute(
                  "up",
                  "--config",
                  config.toString(),
                  "--data",
                  folder.resolve("data").toString(),
                  "--report",
                  file.toString());
      assertThat(code).isZero();
    }
    JsonNode report = new ObjectMapper().readTree(file.toFile());
    assertThat(report.at("/framesPublished").asInt()).isPositive();
    assertThat(report.at("/framesRecognised")).isEqualTo(report.at("/framesPublished"));
    assertThat(report.at("/documentsIndexed")).isEqualTo(report.at("/sightings"));
  }
}
