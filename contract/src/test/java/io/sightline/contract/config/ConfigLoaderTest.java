package io.sightline.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sightline.contract.wire.Watchlist;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigLoaderTest {

  @Test
  void everyKeyOfTheReferenceIsKnownAndEveryKnownKeyIsInIt() throws Exception {
    String yaml = reference();
    SightlineConfig config =
        parse(
            yaml,
            Map.of(
                "LOBBY_URL", "rtsp://user:hush@10.0.0.1/s?password=x&a=1",
                "WEBHOOK_SECRET", "hush-hush-hush-hush"));
    JsonNode tree = new YAMLMapper().readTree(yaml);
    complete(SightlineConfig.class, tree, "");
    complete(CameraConfig.class, tree.at("/cameras/lobby"), "cameras.lobby");
    complete(WatchlistConfig.class, tree.at("/watchlists/banned"), "watchlists.banned");
    complete(HoursConfig.class, tree.at("/watchlists/banned/active/hours/0"), "active.hours");
    complete(WebhookConfig.class, tree.at("/channels/ops-webhook/webhook"), "webhook");
    complete(MqttConfig.class, tree.at("/channels/house-bus/mqtt"), "mqtt");
    complete(EmailConfig.class, tree.at("/channels/duty-mail/email"), "email");
    complete(LogChannelConfig.class, tree.at("/channels/console/log"), "log");
    assertThat(config.cameras().get("lobby").url().value()).contains("hush");
    assertThat(config.toString()).doesNotContain("hush").doesNotContain("password=x");
  }

  @Test
  void theReferenceShowsTheDefaults() throws Exception {
    SightlineConfig shown =
        parse(reference(), Map.of("LOBBY_URL", "x", "WEBHOOK_SECRET", "0123456789abcdef"));
    SightlineConfig defaults = parse("", Map.of());
    assertThat(shown.kafka()).isEqualTo(defaults.kafka());
    assertThat(shown.elasticsearch()).isEqualTo(defaults.elasticsearch());
    assertThat(shown.capture()).isEqualTo(defaults.capture());
    assertThat(shown.sightings()).isEqualTo(defaults.sightings());
    assertThat(shown.matching()).isEqualTo(defaults.matching());
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
  void aWatchlistsPolicyIsRead() {
    SightlineConfig config =
        parse(
            """
            watchlists:
              night:
                kind: others
                members: [ann]
                false_match_rate: 1e-5
                severity: critical
                active: { zone: Europe/Vienna, hours: [ { days: [monday], from: "20:00", to: "06:00" } ] }
                expires: 2027-01-01T00:00:00+01:00
                channels: [log]
              plain: {}
            channels: { log: { log: {} } }
            """,
            Map.of());
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    Watchlist night = config.watchlists().get("night").toWatchlist("night", now);
    assertThat(night.kind()).isEqualTo(Watchlist.Kind.OTHERS);
    assertThat(night.name()).isEqualTo("night");
    assertThat(night.falseMatchRate()).isEqualTo(1e-5);
    assertThat(night.members()).containsExactly("ann");
    assertThat(night.expiresAt()).contains(Instant.parse("2026-12-31T23:00:00Z"));
    assertThat(night.active().contains(Instant.parse("2026-01-05T21:00:00Z"))).isTrue();
    assertThat(night.active().contains(Instant.parse("2026-01-04T21:00:00Z"))).isFalse();
    Watchlist plain = config.watchlists().get("plain").toWatchlist("plain", now);
    assertThat(plain.kind()).isEqualTo(Watchlist.Kind.MEMBERS);
    assertThat(plain.cooldown()).isEqualTo(Duration.ofSeconds(60));
    assertThat(plain.watches("any", now)).isTrue();
  }

  @Test
  void mistakesInWatchlistsAndChannelsAreNamed() {
    List<String> problems =
        problems(
            """
            watchlists:
              a: { false_match_rate: 0, expires: soon, active: { zone: Mars } }
              b: { active: { hours: [ { days: [someday], from: 25:00 } ] }, channels: [opps] }
              c: { kind: unknown, members: [ann] }
            channels:
              ops: { webhook: { url: "ftp://x", secret: short } }
              two: { log: {}, mqtt: { url: "mqtt://h", topic: "a/#" } }
              mail: { email: { url: "smtp://h", username: u, from: "a@b" } }
            """);
    assertThat(problems)
        .anyMatch(p -> p.startsWith("watchlists.a.false_match_rate: must be from"))
        .anyMatch(p -> p.startsWith("watchlists.a.expires: 'soon' is no time"))
        .anyMatch(p -> p.startsWith("watchlists.a.active.zone: 'Mars' is no time zone"))
        .anyMatch(p -> p.startsWith("watchlists.b.active.hours[0].days[0]: 'someday' must be one"))
        .anyMatch(p -> p.startsWith("watchlists.b.active.hours[0].from: '25:00' is no time"))
        .anyMatch(p -> p.startsWith("watchlists.b.channels: no channel 'opps'; did you mean 'ops'"))
        .anyMatch(p -> p.startsWith("watchlists.c.members: a list of kind unknown has none"))
        .anyMatch(p -> p.startsWith("channels.ops.webhook.url: must begin with http"))
        .anyMatch(p -> p.startsWith("channels.ops.webhook.secret: must have 16"))
        .anyMatch(p -> p.startsWith("channels.two.mqtt.topic: may hold no wildcard"))
        .anyMatch(p -> p.startsWith("channels.mail.email.password: needs a username"))
        .anyMatch(p -> p.startsWith("channels.mail.email.to: must not be empty"));
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
            "capture: { fps: 2, jpeg_quality: 70, motion: { enabled: true, area: 0.1 } }\n"
                + "cameras: { a: { url: x, fps: 9, pace: fast, motion: { area: 0.01 } } }",
            Map.of());
    CameraConfig camera = config.cameras().get("a").over(config.capture());
    assertThat(camera.fps()).isEqualTo(9);
    assertThat(camera.jpegQuality()).isEqualTo(70);
    assertThat(camera.pace()).isEqualTo(Pace.FAST);
    assertThat(camera.motion()).isEqualTo(new MotionConfig(true, 0.01, Duration.ofSeconds(1)));
  }

  @Test
  void whoStandsStillBeforeAMotionGateIsNotAbsent() {
    String yaml =
        "sightings: { absence: 2s }\ncapture: { motion: { keep_alive: %s } }\n"
            + "cameras: { a: { url: x, motion: { enabled: %s%s } } }";
    for (String absent :
        List.of(yaml.formatted("1s", true, ", keep_alive: 2s"), yaml.formatted("2s", true, ""))) {
      assertThat(problems(absent))
          .singleElement()
          .asString()
          .startsWith("cameras.a.motion.keep_alive: must be shorter than sightings.absence");
    }
    parse(yaml.formatted("2s", false, ""), Map.of());
    parse(yaml.formatted("2s", true, ", keep_alive: 1s"), Map.of());
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
