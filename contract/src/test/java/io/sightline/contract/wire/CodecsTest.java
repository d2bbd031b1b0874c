package io.sightline.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.UnknownFieldSet;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Quality;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CodecsTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.123456789Z");
  private static final Quality QUALITY = new Quality(0.5f, 40, 300, -10, 5, 1);
  private static final Embedding EMBEDDING = new Embedding("space", new float[] {0.6f, -0.8f});
  private static final FaceObservation FACE =
      new FaceObservation(
          "f#0",
          new FaceBox(1, 2, 3, 4),
          Landmarks.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
          0.9f,
          QUALITY,
          OptionalDouble.of(0.25),
          EMBEDDING,
          new byte[] {1, 2});

  @Test
  void everyRecordComesBackAsItWas() {
    same(Codecs.FRAME, new Frame("f", "cam", 7, AT, 640, 480, new byte[] {5, 6}));
    same(
        Codecs.CAMERA_STATUS,
        new CameraStatus("cam", CameraStatus.State.LIVE, AT, "on", 640, 480, 25));
    same(Codecs.FRAME_FACES, faces(List.of(FACE)));
    same(Codecs.FRAME_FACES, faces(List.of()));
    same(Codecs.SIGHTING, sighting(Optional.of(new Match("id", "Ann", 0.7f, 0.5f))));
    same(Codecs.SIGHTING, sighting(Optional.empty()));
    Template template = new Template("t", EMBEDDING, new byte[] {3}, "photo.jpg", AT);
    same(Codecs.ENROLLMENT, new Enrollment("id", "Ann", List.of(template), AT));
    same(Codecs.PHOTO, new Photo("r", "photo.jpg", new byte[] {9}));
    same(Codecs.PHOTO_FACES, new PhotoFaces("r", "", List.of(FACE)));
    same(
        Codecs.DEAD_LETTER,
        new DeadLetter(
            "frames", 3, 44, new byte[] {1}, new byte[] {2}, "recognition", "no picture", AT));
  }

  @Test
  void theFieldsOfANewerWriterSurvive() {
    UnknownFieldSet newer =
        UnknownFieldSet.newBuilder()
            .addField(900, UnknownFieldSet.Field.newBuilder().addVarint(42).build())
            .build();
    byte[] top =
        FrameConversion.toProto(new Frame("f", "cam", 7, AT, 640, 480, new byte[0])).toBuilder()
            .setUnknownFields(newer)
            .build()
            .toByteArray();
    assertThat(Codecs.FRAME.encode(Codecs.FRAME.decode(top))).isEqualTo(top);
    byte[] inner =
        FaceConversion.toProto(faces(List.of(FACE))).toBuilder()
            .setFaces(0, FaceConversion.toProto(FACE).toBuilder().setUnknownFields(newer))
            .build()
            .toByteArray();
    assertThat(Codecs.FRAME_FACES.encode(Codecs.FRAME_FACES.decode(inner))).isEqualTo(inner);
    // And an old reader that changes what it knows keeps what it does not.
    Frame read = Codecs.FRAME.decode(top);
    Frame changed =
        new Frame(read.id(), "other", 8, read.capturedAt(), 1, 1, read.jpeg(), read.unknown());
    assertThat(Codecs.FRAME.decode(Codecs.FRAME.encode(changed)).unknown().fields())
        .isEqualTo(newer.toByteArray());
  }

  @Test
  void aMessageOfAnOldWriterReadsWithDefaults() throws Exception {
    byte[] old = WireProto.Frame.newBuilder().setId("f").setCameraId("cam").build().toByteArray();
    Frame frame = Codecs.FRAME.decode(old);
    assertThat(frame.capturedAt()).isEqualTo(Instant.EPOCH);
    assertThat(frame.jpeg()).isEmpty();
    // The first writers of faces knew of no mask.
    byte[] bare =
        FaceConversion.toProto(FACE).toBuilder().clearMaskProbability().build().toByteArray();
    assertThat(FaceConversion.toRecord(WireProto.FaceObservation.parseFrom(bare)).maskProbability())
        .isEmpty();
  }

  @Test
  void bytesThatAreNoRecordAreRefusedByName() {
    assertThatThrownBy(() -> Codecs.FRAME.decode(new byte[] {1, 2, 3}))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageStartingWith("not a frame");
    assertThatThrownBy(() -> Codecs.FRAME.decode(null))
        .isInstanceOf(MalformedRecordException.class);
    assertThatThrownBy(() -> Codecs.FRAME.decode(new byte[0])).hasMessageContaining("no id");
    assertThatThrownBy(() -> Codecs.SIGHTING.decode(new byte[0]))
        .isInstanceOf(MalformedRecordException.class);
  }

  private static <T> void same(Codec<T> codec, T record) {
    assertThat(codec.decode(codec.encode(record))).usingRecursiveComparison().isEqualTo(record);
  }

  private static FrameFaces faces(List<FaceObservation> faces) {
    return new FrameFaces("f", "cam", 7, AT, 640, 480, new FrameRef(2, 33), "yunet", faces);
  }

  private static Sighting sighting(Optional<Match> match) {
    BestShot shot =
        new BestShot("f", AT, new FrameRef(1, 2), new FaceBox(1, 2, 3, 4), QUALITY, new byte[] {7});
    return new Sighting(
        "s",
        3,
        "cam",
        Sighting.State.OPEN,
        AT,
        AT,
        5,
        MaskState.MASKED,
        match,
        shot,
        EMBEDDING,
        AT);
  }
}
