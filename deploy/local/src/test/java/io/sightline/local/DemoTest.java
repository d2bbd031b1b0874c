package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.contract.model.ModelFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./sightline demo} as a newcomer types it, for some seconds. */
class DemoTest {

  @Test
  void theDemoRecognisesPeopleAndScoresItself(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("r.json");
    int code =
        Launcher.commandLine()
            .execute(
                "demo",
                "--for",
                "14s",
                "--headless",
                "--api-port",
                "0",
                "--models",
                ModelFolder.BUNDLED,
                "--report",
                file.toString());

    assertThat(code).isZero();
    JsonNode report = new ObjectMapper().readTree(file.toFile());
    assertThat(report.at("/cameras")).hasSize(4);
    assertThat(report.at("/framesPublished").asInt())
        .isEqualTo(report.at("/framesRecognised").asInt() + report.at("/framesDropped").asInt());
    assertThat(report.at("/sightings").asInt()).isPositive();
    assertThat(report.at("/firstSightingSeconds").asDouble()).isPositive();
    JsonNode score = report.at("/score");
    for (String key :
        new String[] {
          "detectionRecall",
          "detectionPrecision",
          "identificationRate",
          "falseAlerts",
          "maskAccuracy",
          "tracksSplit",
          "tracksMerged"
        }) {
      assertThat(score.has(key)).as(key).isTrue();
    }
    // Far below what the models reach, far above what a frame or a camera mistaken for another
    // would leave.
    assertThat(score.at("/detectionRecall").asDouble()).isGreaterThan(0.7);
    assertThat(score.at("/detectionPrecision").asDouble()).isGreaterThan(0.7);
    assertThat(score.at("/counted/detectionRecall/of").asInt()).isGreaterThan(50);
  }
}
