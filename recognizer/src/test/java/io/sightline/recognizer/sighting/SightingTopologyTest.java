package io.sightline.recognizer.sighting;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.config.SightingsConfig;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.DeadLetter;
import io.sightline.contract.wire.FrameFaces;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Topics;
import io.sightline.recognizer.match.Gallery;
import io.sightline.recognizer.match.Matcher;
import io.sightline.recognizer.sighting.Scene.Person;
import java.time.Duration;
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
      new Topics("", "", 1, Duration.ofHours(1), -1, Duration.ofDays(1));
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TopologyTestDriver driver =
      new TopologyTestDriver(
          SightingTopology.build(
              TOPICS,
              new SightingsConfig(2, Duration.ofSeconds(1), 0.3),
              new Matcher(new Gallery("s"), 0.5f),
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
    driver.advanceWallClockTime(Duration.ofSeconds(2));
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
    DeadLetter letter =
        Codecs.DEAD_LETTER.decode(
            driver
                .createOutputTopic(
                    "dead-letters", new StringDeserializer(), new ByteArrayDeserializer())
                .readValue());
    assertThat(letter.topic()).isEqualTo("faces");
    assertThat(letter.offset()).isZero();
    assertThat(letter.value()).containsExactly(1, 2, 3);
    assertThat(letter.reason()).contains("not a frame's faces");
    assertThat(told()).hasSize(1);
    assertThat(registry.get("sightline.records.dead").counter().count()).isEqualTo(1);
  }

  private void see(String camera, FrameFaces frame) {
    faces.pipeInput(camera, Codecs.FRAME_FACES.encode(frame));
  }

  private List<Sighting> told() {
    return sightings.readValuesToList().stream().map(Codecs.SIGHTING::decode).toList();
  }
}
