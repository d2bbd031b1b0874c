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

  @Test
  void elasticsearchIsAHostAndAPort() {
    assertThat(
            parse("elasticsearch: { url: \"https://es:9200/\" }", Map.of()).elasticsearch().url())
        .isEqualTo("https://es:9200");
    for (String url :
        List.of(
            "es:9200",
            "ftp://es:9200",
            "http://",
            "http://:9200",
            "http://es:9200/under",
            "http://es:9200?x=1",
            "http://es:9200 ",
            "http://ann:hunter2@es:9200",
            "http://ann:hunter#2@es:9200")) {
      assertThat(problems("elasticsearch: { url: \"" + url + "\" }"))
          .as(url)
          .isNotEmpty()
          .allMatch(p -> p.startsWith("elasticsearch.url: m"))
          .noneMatch(p -> p.contains("hunter"));
    }
  }

  @Test
  void hoursAreToTheMinute() {
    String yaml =
        "watchlists: { a: { active: { hours: [ { from: \"%s\", to: \"06:00:00\" } ] } } }";
    parse(yaml.formatted("20:00:00"), Map.of());
    for (String time : List.of("20:00:30", "20:00:00.5")) {
      assertThat(problems(yaml.formatted(time)))
          .singleElement()
          .asString()
          .startsWith("watchlists.a.active.hours[0].from: '" + time + "' is no time");
    }
  }

  private static List<String> problems(String yaml) {
    return catchThrowableOfType(ConfigException.class, () -> parse(yaml, Map.of())).problems();
  }

  private static SightlineConfig parse(String yaml, Map<String, String> environment) {
    return ConfigLoader.parse(yaml, "test.yaml", environment);
  }
}
