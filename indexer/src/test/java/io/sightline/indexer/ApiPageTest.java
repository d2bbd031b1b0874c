package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** {@code docs/api.md} against the OpenAPI document. */
class ApiPageTest {

  @Test
  void everyRouteAndParameterIsOnThePage() throws Exception {
    String page =
        Files.readString(Path.of(System.getProperty("sightline.root")).resolve("docs/api.md"));
    JsonNode document = new ObjectMapper().readTree(DailyIndices.resource("openapi.json"));
    for (var path : document.at("/paths").properties()) {
      for (var operation : path.getValue().properties()) {
        String route = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
        assertThat(page).contains("| `" + route + "` |");
        for (JsonNode parameter : operation.getValue().path("parameters")) {
          if (parameter.at("/in").asText().equals("query")) {
            assertThat(page).contains("`" + parameter.at("/name").asText() + "`");
          }
        }
      }
    }
  }
}
