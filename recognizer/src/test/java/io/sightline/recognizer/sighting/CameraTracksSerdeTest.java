package io.sightline.recognizer.sighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.wire.Codecs;
import io.sightline.recognizer.sighting.Scene.Person;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class CameraTracksSerdeTest {
  private static final Serde<CameraTracks> SERDE = CameraTracksSerde.serde();
  private static final Scene SCENE = new Scene("lobby");

  private final Track track =
      begin(SCENE, 0, new Person(10, 0.3, 0.5f, OptionalDouble.of(0.7)))
          .with(SCENE.frame(1), SCENE.frame(1, new Person(20, 0.3)).faces().get(0));

  @Test
  void tracksComeBackAsTheyWere() {
    List<Instant> recent = List.of(Scene.START, Scene.START.plusNanos(1));
    CameraClock clock = new CameraClock(Scene.START.plusNanos(1), 7, recent, 3);
    CameraTracks tracks = new CameraTracks(List.of(track, track.summed().told()), clock);
    CameraTracks read = read(SERDE.serializer().serialize("t", tracks));
    // But for the crops, which lie elsewhere; the embedding is that of all that was seen.
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*crop", ".*embedding.values")
        .isEqualTo(tracks);
    assertThat(read.open().get(0).sighting().embedding())
        .usingRecursiveComparison()
        .isEqualTo(track.summed().sighting().embedding());
    assertThat(read(null)).isNull();
  }

  @Test
  void theFirstFormatIsReadAndItsTracksGoOn() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    byte[] sighting = Codecs.SIGHTING.encode(track.sighting());
    out.writeByte(1);
    out.writeLong(1234);
    out.writeInt(1);
    out.writeInt(sighting.length);
    out.write(sighting);
    for (float box : new float[] {20, 100, 50, 60}) {
      out.writeFloat(box);
    }
    out.writeInt(2);
    for (float value : new float[] {0.3f, 0.4f, 0.7f, 0.5f}) {
      out.writeFloat(value);
    }
    out.writeInt(1);
    CameraTracks read = read(bytes.toByteArray());
    Track old = read.open().get(0);
    assertThat(old.sighting()).usingRecursiveComparison().isEqualTo(track.sighting());
    assertThat(old.motion().predicted(Scene.START)).isEqualTo(new FaceBox(20, 100, 50, 60));
    assertThat(old.evidence().sum()).containsExactly(0.3f, 0.4f);
    assertThat(old.evidence().maskVotes()).isEqualTo(1);
    assertThat(old.lastTold().quality()).isEqualTo(0.5f);
    assertThat(read.clock().newest()).isEqualTo(track.sighting().lastSeen());
  }

  /** It ended without when a track was told of. */
  @Test
  void theSecondFormatIsReadAndItsTracksGoOn() {
    CameraTracks tracks = new CameraTracks(List.of(track.summed().told()), CameraClock.UNSET);
    byte[] written = SERDE.serializer().serialize("t", tracks);
    byte[] second = Arrays.copyOf(written, written.length - Long.BYTES - Integer.BYTES);
    second[0] = 2;
    Track old = read(second).open().get(0);
    assertThat(old.lastTold().quality()).isEqualTo(0.5f);
    assertThat(old.lastTold().at()).isEqualTo(track.sighting().lastSeen());
  }

  @Test
  void aFormatOfTheFutureIsNamed() {
    assertThatThrownBy(() -> read(new byte[] {9})).hasMessageContaining("tracks of format 9");
    assertThatThrownBy(() -> read(new byte[] {2, 1})).hasMessageContaining("end too early");
  }

  private static Track begin(Scene scene, int number, Person person) {
    var frame = scene.frame(number, person);
    return Track.begin(frame, frame.faces().get(0));
  }

  private static CameraTracks read(byte[] bytes) {
    return SERDE.deserializer().deserialize("t", bytes);
  }
}
