package io.sightline.recognizer.sighting;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.config.MatchingConfig.Scan;
import io.sightline.contract.config.SightingsConfig;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.AlertEvidence;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.DeadLetter;
import io.sightline.contract.wire.FrameFaces;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Topics;
import io.sightline.recognizer.match.Gallery;
import io.sightline.recognizer.match.Matcher;
import io.sightline.recognizer.sighting.Scene.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SightingTopologyTest {
  private static final Topics TOPICS =
      new Topics("", "", 1, Duration.ofHours(1), -1, Duration.ofDays(1), Duration.ofDays(1));
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TopologyTestDriver driver =
      new TopologyTestDriver(
          SightingTopology.build(
              TOPICS,
              new SightingsConfig(2, Duration.ofSeconds(1), 0.3, null, null),
              new Matcher(new Gallery("s", 2, Scan.FLOAT), Thresholds.fixed(0.5f), 1e-3),
              Thresholds.fixed(0.5f),
              registry),
          new Properties());
  private final TestInputTopic<String, byte[]> faces =
      driver.createInputTopic("faces", new StringSerializer(), new ByteArraySerializer());
  private final TestOutputTopic<String, byte[]> sightings =
      driver.createOutputTopic("sightings", new StringDeserializer(), new ByteArrayDeserializer());

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void camerasAreFollowedApart() {
    Scene lobby = new Scene("lobby");
    Scene gate = new Scene("gate");
    for (int i = 0; i < 2; i++) {
      see("lobby", lobby.frame(i, new Person(10, 0)));
      see("gate", gate.frame(i, new Person(10, 0)));
    }
    assertThat(told()).extracting(Sighting::cameraId).containsExactly("lobby", "gate");
  }

  @Test
  void aSilentCameraClosesItsSightings() {
    Scene lobby = new Scene("lobby");
    see("lobby", lobby.frame(0, new Person(10, 0)));
    see("lobby", lobby.frame(1, new Person(10, 0, 0.5f, OptionalDouble.of(0.1))));
    // A stage before this one may have been killed, and come back.
    driver.advanceWallClockTime(Duration.ofSeconds(10));
    assertThat(told()).extracting(Sighting::state).containsExactly(Sighting.State.OPEN);
    driver.advanceWallClockTime(Duration.ofSeconds(2));
    List<Sighting> closed = told();
    assertThat(closed).extracting(Sighting::state).containsExactly(Sighting.State.CLOSED);
    assertThat(closed.get(0).lastSeen()).isEqualTo(Scene.START.plusMillis(200));
    driver.advanceWallClockTime(Duration.ofSeconds(20));
    assertThat(told()).isEmpty();
  }

  @Test
  void aRecordThatIsNoneBecomesADeadLetterAndTheStreamGoesOn() {
    faces.pipeInput("lobby", new byte[] {1, 2, 3});
    see("lobby", new Scene("lobby").frame(0, new Person(10, 0)));
    see("lobby", new Scene("lobby").frame(1, new Person(10, 0)));
    DeadLetter letter = letters().get(0);
    assertThat(letter.topic()).isEqualTo("faces");
    assertThat(letter.offset()).isZero();
    assertThat(letter.value()).containsExactly(1, 2, 3);
    assertThat(letter.reason()).contains("not a frame's faces");
    assertThat(told()).hasSize(1);
    assertThat(registry.get("sightline.records.dead").counter().count()).isEqualTo(1);
  }

  @Test
  void whatIsToldIsEvidenceForAlertsToo() {
    Scene lobby = new Scene("lobby");
    see("lobby", lobby.frame(0, new Person(10, 0)));
    see("lobby", lobby.frame(1, new Person(10, 0)));
    List<AlertEvidence> evidence =
        driver
            .createOutputTopic(
                "alert-evidence", new StringDeserializer(), new ByteArrayDeserializer())
            .readValuesToList()
            .stream()
            .map(Codecs.ALERT_EVIDENCE::decode)
            .toList();
    assertThat(evidence).extracting(e -> e.sighting().id()).containsExactly(told().get(0).id());
    assertThat(evidence.get(0).lookBack()).isEmpty();
  }

  @Test
  void aFrameThatComesTwiceCountsOnce() {
    Scene lobby = new Scene("lobby");
    see("lobby", lobby.frame(0, new Person(10, 0)));
    see("lobby", lobby.frame(0, new Person(10, 0)));
    assertThat(told()).isEmpty();
    assertThat(count("sightline.frames.repeated")).isEqualTo(1);
  }

  @Test
  void aFrameFromTheFutureIsADeadLetterAndMovesNoClock() {
    Scene lobby = new Scene("lobby");
    see("lobby", lobby.frame(0, new Person(10, 0)));
    Instant future = Instant.now().plus(Duration.ofDays(400));
    see("lobby", lobby.frame(1, future, new Person(10, 0)));
    see("lobby", lobby.frame(2, new Person(10, 0)));
    assertThat(told()).hasSize(1);
    DeadLetter letter = letters().get(0);
    assertThat(letter.reason()).contains("lobby-1").contains("from the future");
    assertThat(letter.offset()).isEqualTo(1);
  }

  @Test
  void aClockThatIsSetBackBeginsAnewAfterTenFrames() {
    Scene lobby = new Scene("lobby");
    see("lobby", lobby.frame(100, new Person(10, 0)));
    see("lobby", lobby.frame(101, new Person(10, 0)));
    for (int i = 0; i < 12; i++) {
      see("lobby", lobby.frame(102 + i, Scene.START.plusMillis(200 * i), new Person(10, 0)));
    }
    List<Sighting> told = told();
    assertThat(told)
        .extracting(Sighting::state)
        .containsExactly(Sighting.State.OPEN, Sighting.State.CLOSED, Sighting.State.OPEN);
    assertThat(told.get(2).firstSeen()).isEqualTo(Scene.START.plusMillis(1800));
    assertThat(count("sightline.frames.late")).isEqualTo(9);
    assertThat(count("sightline.camera.clock.set.back")).isEqualTo(1);
  }

  @Test
  void twoCamerasWithOneIdAreCountedAndBothFollowed() {
    Scene lobby = new Scene("lobby");
    for (int i = 0; i < 3; i++) {
      Instant at = Scene.START.plusMillis(200L * i);
      see("lobby", lobby.frame(i, at, new Person(10, 0)));
      see("lobby", lobby.frame(5000 + i, at.plusMillis(90), new Person(300, 1.5)));
    }
    assertThat(told()).hasSize(2);
    assertThat(count("sightline.camera.renumbered")).isEqualTo(2);
  }

  @Test
  void aPoisonedFrameIsPutAsideAndTheTracksGoOn() {
    Scene lobby = new Scene("lobby");
    see("lobby", lobby.frame(0, new Person(10, 0)));
    // Not a number: nothing can be said of that face.
    see("lobby", lobby.frame(1, new Person(10, 0), new Person(200, Double.NaN)));
    see("lobby", lobby.frame(2, new Person(10, 0)));
    assertThat(told()).extracting(Sighting::id).containsExactly("lobby-0-0");
    assertThat(letters()).extracting(DeadLetter::reason).allMatch(r -> r.contains("length NaN"));
    assertThat(registry.get("sightline.records.dead").counter().count()).isEqualTo(1);
  }

  private double count(String counter) {
    return registry.get(counter).tag("camera", "lobby").counter().count();
  }

  private List<DeadLetter> letters() {
    return driver
        .createOutputTopic("dead-letters", new StringDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .stream()
        .map(Codecs.DEAD_LETTER::decode)
        .toList();
  }

  private void see(String camera, FrameFaces frame) {
    faces.pipeInput(camera, Codecs.FRAME_FACES.encode(frame));
  }

  private List<Sighting> told() {
    return sightings.readValuesToList().stream().map(Codecs.SIGHTING::decode).toList();
  }
}
