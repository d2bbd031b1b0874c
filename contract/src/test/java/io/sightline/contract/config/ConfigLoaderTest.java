package io.sightline.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigLoaderTest {

  @Test
  void everyKeyOfTheReferenceIsKnownAndEveryKnownKeyIsInIt() throws Exception {
    String yaml = reference();
    SightlineConfig config =
        parse(yaml, Map.of("LOBBY_URL", "rtsp://user:secret@10.0.0.1/s?password=x&a=1"));
    JsonNode tree = new YAMLMapper().readTree(yaml);
    complete(SightlineConfig.class, tree, "");
    complete(CameraConfig.class, tree.at("/cameras/lobby"), "cameras.lobby");
    assertThat(config.cameras().get("lobby").url().value()).contains("secret");
    assertThat(config.toString()).doesNotContain("secret").doesNotContain("password=x");
  }

  @Test
  void theReferenceShowsTheDefaults() throws Exception {
    SightlineConfig shown = parse(reference(), Map.of("LOBBY_URL", "x"));
    SightlineConfig defaults = parse("", Map.of());
    assertThat(shown.kafka()).isEqualTo(defaults.kafka());
    assertThat(shown.elasticsearch()).isEqualTo(defaults.elasticsearch());
    assertThat(shown.capture()).isEqualTo(defaults.capture());
    assertThat(shown.sightings()).isEqualTo(defaults.sightings());
    assertThat(shown.api()).isEqualTo(defaults.api());
    assertThat(shown.admin()).isEqualTo(defaults.admin());
    assertThat(shown.retention()).isEqualTo(defaults.retention());
    assertThat(shown.recognition().batch()).isEqualTo(defaults.recognition().batch());
    assertThat(defaults.cameras()).isEmpty();
  }

  @Test
  void allMistakesAreReportedAtOnceWithTheirPaths() {
    List<String> problems =
        problems(
            """
            kafka: { partitons: 3, frames_prefix: other- }
            capture: { fps: 0, jpeg_quality: 300 }
            cameras:
              lobby: { fps: 5 }
              gate: { url: "file.mp4", zones: [ { name: z, polygon: [[0, 0], [2, 0], [1, 1]] } ] }
              "bad id": { url: x }
            sightings: { absence: soon, confirm_frames: many }
            recognition: { engine: abacus, mode: sometimes, lag_budget: 1ms }
            retention: { matched: 1d }
            api: { host: 0.0.0.0, keys: [short] }
            colour: blue
            """);
    assertThat(problems)
        .anyMatch(p -> p.startsWith("kafka.partitons: unknown key; did you mean 'partitions'?"))
        .anyMatch(p -> p.startsWith("capture.fps: must be from 0.01 to 120"))
        .anyMatch(p -> p.startsWith("capture.jpeg_quality: must be from 1 to 100, is 300"))
        .anyMatch(p -> p.startsWith("cameras.lobby.url: is missing"))
        .anyMatch(p -> p.startsWith("cameras.gate.zones[0].polygon: corner [2.0, 0.0]"))
        .anyMatch(p -> p.startsWith("cameras.bad id: a camera's id"))
        .anyMatch(p -> p.startsWith("sightings.absence: 'soon' is no duration"))
        .anyMatch(p -> p.startsWith("sightings.confirm_frames: 'many' is no whole number"))
        .anyMatch(
            p ->
                p.startsWith(
                    "recognition.engine: 'abacus' must be one of auto, onnxruntime, tensorrt"))
        .anyMatch(p -> p.startsWith("recognition.mode: 'sometimes' must be one of live, replay"))
        .anyMatch(p -> p.startsWith("recognition.lag_budget: must be from 0.1"))
        .anyMatch(p -> p.startsWith("kafka.frames_prefix: an installation that reads another's"))
        .anyMatch(p -> p.startsWith("retention.matched: must not be shorter"))
        .anyMatch(p -> p.startsWith("api.keys: must have 16 characters"))
        .anyMatch(p -> p.startsWith("colour: unknown key"));
    assertThat(problems).hasSize(15);
  }

  @Test
  void anUnsetVariableIsAProblemAndASetOneIsPutIn() {
    assertThat(problems("cameras: { a: { url: \"${ENV:NOWHERE}\" } }"))
        .containsExactly("cameras.a.url: the environment variable NOWHERE is not set");
    SightlineConfig config =
        parse("api: { keys: [\"${ENV:K}\"] }", Map.of("K", "0123456789abcdef$1"));
    assertThat(config.api().keys().get(0).value()).isEqualTo("0123456789abcdef$1");
  }

  @Test
  void brokenYamlAndDoubleKeysAreNamedWithTheirLine() {
    assertThat(problems("kafka: {\n  partitions: ]")).anyMatch(p -> p.contains("line 2"));
    assertThat(problems("kafka: {}\nkafka: {}")).anyMatch(p -> p.contains("uplicate"));
    assertThatThrownBy(() -> ConfigLoader.load(Path.of("nowhere.yaml")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("nowhere.yaml");
  }

  @Test
  void anApiThatOthersCanReachNeedsKeys() {
    assertThat(problems("api: { host: 0.0.0.0 }"))
        .anyMatch(p -> p.startsWith("api.keys: must not be empty"));
    assertThat(parse("api: { host: localhost }", Map.of()).api().keys()).isEmpty();
  }

  @Test
  void aCamerasOwnKeysComeBeforeThoseForAll() {
    SightlineConfig config =
        parse(
            "capture: { fps: 2, jpeg_quality: 70 }\ncameras: { a: { url: x, fps: 9, pace: fast } }",
            Map.of());
    CameraConfig camera = config.cameras().get("a").over(config.capture());
    assertThat(camera.fps()).isEqualTo(9);
    assertThat(camera.jpegQuality()).isEqualTo(70);
    assertThat(camera.pace()).isEqualTo(Pace.FAST);
    assertThat(camera.motion().keepAlive()).isEqualTo(Duration.ofSeconds(3));
  }

  private static List<String> problems(String yaml) {
    return catchThrowableOfType(ConfigException.class, () -> parse(yaml, Map.of())).problems();
  }

  private static SightlineConfig parse(String yaml, Map<String, String> environment) {
    return ConfigLoader.parse(yaml, "test.yaml", environment);
  }

  private static String reference() throws Exception {
    try (InputStream in = SightlineConfig.class.getResourceAsStream("/sightline-reference.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Each component of a configuration record is a key, and each key of its own group again. */
  private static void complete(Class<?> type, JsonNode group, String path) {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = component.getName().equals("longestWait") ? "wait" : snake(component.getName());
      assertThat(group.has(key)).as(path + " " + key + " in the reference").isTrue();
      if (component.getType().isRecord()
          && component.getType().getSimpleName().endsWith("Config")) {
        complete(component.getType(), group.get(key), path + "." + key);
      }
    }
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
  }
}
