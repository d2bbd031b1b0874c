package io.sightline.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is refused, and how it is told. */
class ConfigMistakesTest {

  @Test
  void anAddressThatNoCameraHasIsNamedWithoutBeingShown() {
    for (String url :
        List.of(
            "ftp://ann:hunter2@cam/x",
            "http:/hunter2",
            "rtsp:hunter2",
            "rtsp:///hunter2",
            "://hunter2")) {
      assertThat(problems("cameras: { a: { url: \"" + url + "\" } }"))
          .containsExactly(
              "cameras.a.url: must be rtsp://, rtsps://, http:// or https:// and a host, or a"
                  + " path");
    }
    for (String url : List.of("RTSP://cam/1", "https://cam", "films/a:b.mp4", "/dev/x")) {
      parse("cameras: { a: { url: \"" + url + "\" } }", Map.of());
    }
  }

  @Test
  void aCameraTooSlowForASightingIsNamed() {
    String own =
        "sightings: { absence: 3s, confirm_frames: %d }\ncameras: { a: { url: x, fps: 0.25 } }";
    assertThat(problems(own.formatted(2)))
        .containsExactly(
            "cameras.a.fps: is 0.25, a frame each 4 s, and after sightings.absence (3 s) its people"
                + " would have left");
    parse(own.formatted(1), Map.of());
    assertThat(problems("capture: { fps: 0.25 }\ncameras: { a: { url: x }, b: { url: x } }"))
        .singleElement()
        .asString()
        .startsWith("capture.fps: is 0.25");
    parse("capture: { fps: 0.25 }\ncameras: { a: { url: x, fps: 0.5 } }", Map.of());
  }

  /** The gate opens with a frame: the first one after 2.5 s comes after 4 s. */
  @Test
  void aGateOpensNoSoonerThanAFrameComes() {
    String yaml =
        "cameras: { a: { url: x, fps: %s, motion: { enabled: true, keep_alive: 2500ms } } }";
    assertThat(problems(yaml.formatted("0.5")))
        .singleElement()
        .asString()
        .startsWith("cameras.a.motion.keep_alive: must be shorter than sightings.absence")
        .contains("4.5 s", "3 s");
    parse(yaml.formatted("5"), Map.of());
  }

  /** YAML would read 0123 as 83, so no password is taken from a number. */
  @Test
  void numbersThatAreToBeTextAreNamedWithoutBeingShown() {
    assertThat(
            problems(
                """
                kafka: { properties: { request.timeout.ms: 20000, enable.metrics.push: false } }
                elasticsearch: { password: 0123 }
                api: { keys: [ 4711 ] }
                sightings: 5
                """))
        .containsExactlyInAnyOrder(
            "kafka.properties.request.timeout.ms: must be text, in quotes",
            "kafka.properties.enable.metrics.push: must be text, in quotes",
            "elasticsearch.password: must be text, in quotes",
            "api.keys[0]: must be text, in quotes",
            "sightings: is no group of keys");
  }

  @Test
  void whatHasANameButNoContentIsNamed() throws Exception {
    assertThat(
            problems(
                """
                kafka: { properties: { sasl.jaas.config: ~, ssl.endpoint.identification.algorithm: "" } }
                cameras:
                  lobby:
                  gate: { url: x, zones: [ { name: z, polygon: [[0, 0], null, [1, 1], [0, 1]] }, ~ ] }
                watchlists:
                  banned:
                  old: ~
                  night: { members: [ann, null], cameras: [~], channels: [~], active: { hours: [~] } }
                channels:
                  ops: ~
                  hook: { webhook: { url: "http://h", headers: { X-Team: ~ } } }
                  mail: { email: { url: "smtp://h", from: "a@b", to: ["c@d", ""] } }
                api: { keys: [~] }
                """))
        .containsExactlyInAnyOrder(
            "kafka.properties.sasl.jaas.config: is empty",
            "cameras.lobby: is empty",
            "cameras.gate.zones[0].polygon[1]: is empty",
            "cameras.gate.zones[1]: is empty",
            "watchlists.banned: is empty",
            "watchlists.old: is empty",
            "watchlists.night.members[1]: is empty",
            "watchlists.night.cameras[0]: is empty",
            "watchlists.night.channels[0]: is empty",
            "watchlists.night.active.hours[0]: is empty",
            "channels.ops: is empty",
            "channels.hook.webhook.headers.X-Team: is empty",
            "channels.mail.email.to[1]: is empty",
            "api.keys[0]: is empty");
    JsonNode json = new YAMLMapper().readTree("members: [null]");
    ConfigException part =
        catchThrowableOfType(
            ConfigException.class, () -> ConfigLoader.part(json, WatchlistConfig.class, "body"));
    assertThat(part.problems()).containsExactly("members[0]: is empty");
  }

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
