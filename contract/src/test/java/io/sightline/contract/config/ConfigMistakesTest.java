package io.sightline.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is refused, and how it is told. */
class ConfigMistakesTest {

  @Test
  void anErrorOfSyntaxQuotesNoSecret() {
    for (String broken :
        List.of(
            "elasticsearch:\n  password: \"hunter2\nkafka: {}",
            "elasticsearch:\n  password: hunter2: x",
            "elasticsearch: { password: hunter2")) {
      assertThat(problems(broken))
          .singleElement()
          .asString()
          .contains("line ")
          .contains("column ")
          .doesNotContain("hunter2");
    }
  }

  private static List<String> problems(String yaml) {
    return catchThrowableOfType(ConfigException.class, () -> parse(yaml, Map.of())).problems();
  }

  private static SightlineConfig parse(String yaml, Map<String, String> environment) {
    return ConfigLoader.parse(yaml, "test.yaml", environment);
  }
}
