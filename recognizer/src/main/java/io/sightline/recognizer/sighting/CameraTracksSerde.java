package io.sightline.recognizer.sighting;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.face.FaceBox;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Sighting;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The state store's own format: the sighting as it is on the wire, and the numbers beside it.
 * Written with every frame, so it leaves out what is large and seldom changes, the best shots'
 * crops, and the embeddings, which follow from their sums. First byte: its version. Version 1,
 * which had both, is read, too: its tracks stand still until they are seen again; and version 2,
 * which did not say when a track was told of.
 */
final class CameraTracksSerde {
  private static final int VERSION = 3;
  private static final int MOTION_FLOATS = 11;
  private static final float[] NONE = {};

  private CameraTracksSerde() {}

  static Serde<CameraTracks> serde() {
    return Serdes.serdeFrom(
        (topic, tracks) -> tracks == null ? null : write(tracks),
        (topic, bytes) -> bytes == null ? null : read(bytes));
  }

  private static byte[] write(CameraTracks tracks) {
    List<byte[]> sightings = new ArrayList<>();
    int size = Byte.BYTES + 3 * Integer.BYTES + 2 * Long.BYTES + Integer.BYTES;
    size += tracks.clock().recent().size() * 2 * Long.BYTES;
    for (Track track : tracks.open()) {
      byte[] sighting = Codecs.SIGHTING.encode(light(track.sighting()));
      sightings.add(sighting);
      size += sighting.length + 3 * Long.BYTES + 5 * Integer.BYTES;
      size += Float.BYTES * (MOTION_FLOATS + track.evidence().sum().length + 5);
    }
    ByteBuffer out = ByteBuffer.allocate(size + Long.BYTES).put((byte) VERSION);
    instant(out, tracks.clock().newest());
    out.putLong(tracks.clock().sequence()).putInt(tracks.clock().tooLate());
    out.putInt(tracks.clock().recent().size());
    tracks.clock().recent().forEach(at -> instant(out, at));
    out.putInt(sightings.size());
    for (int i = 0; i < sightings.size(); i++) {
      out.putInt(sightings.get(i).length).put(sightings.get(i));
      write(tracks.open().get(i), out);
    }
    return java.util.Arrays.copyOf(out.array(), out.position());
  }

  private static Sighting light(Sighting s) {
    return s.with(s.bestShot().withCrop(new byte[0]), new Embedding(s.embedding().space(), NONE));
  }

  private static void write(Track track, ByteBuffer out) {
    Motion motion = track.motion();
    instant(out, motion.at());
    floats(out, motion.state());
    floats(out, motion.p00(), motion.p01(), motion.p11());
    Evidence evidence = track.evidence();
    out.putInt(evidence.sum().length);
    floats(out, evidence.sum());
    floats(out, evidence.weight(), evidence.maskSum());
    out.putInt(evidence.maskVotes());
    floats(
        out, track.lastTold().quality(), track.lastTold().similarity(), track.matched().weight());
    instant(out, track.lastTold().at());
  }

  private static void instant(ByteBuffer out, Instant at) {
    out.putLong(at.getEpochSecond()).putInt(at.getNano());
  }

  private static void floats(ByteBuffer out, float... values) {
    out.asFloatBuffer().put(values);
    out.position(out.position() + values.length * Float.BYTES);
  }

  private static CameraTracks read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      return switch (version) {
        case 1 -> readFirst(in);
        case 2, VERSION -> read(in, version);
        default ->
            throw new IllegalStateException(
                "tracks of format " + version + ", this program knows 1 to " + VERSION);
      };
    } catch (IOException e) {
      throw new IllegalStateException("tracks that end too early", e);
    }
  }

  private static CameraTracks read(DataInputStream in, int version) throws IOException {
    Instant newest = instant(in);
    long sequence = in.readLong();
    int tooLate = in.readInt();
    List<Instant> recent = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      recent.add(instant(in));
    }
    List<Track> open = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      open.add(track(in, version));
    }
    return new CameraTracks(open, new CameraClock(newest, sequence, recent, tooLate));
  }

  private static Track track(DataInputStream in, int version) throws IOException {
    Sighting sighting = Codecs.SIGHTING.decode(in.readNBytes(in.readInt()));
    Motion motion =
        new Motion(instant(in), floats(in, 8), in.readFloat(), in.readFloat(), in.readFloat());
    float[] sum = floats(in, in.readInt());
    Evidence evidence = new Evidence(sum, in.readFloat(), in.readFloat(), in.readInt());
    float quality = in.readFloat();
    float similarity = in.readFloat();
    float matchedWeight = in.readFloat();
    Instant at = version == VERSION ? instant(in) : sighting.lastSeen();
    Embedding mean = Embedding.normalised(sighting.embedding().space(), sum);
    return new Track(
        sighting.with(sighting.bestShot(), mean),
        motion,
        evidence,
        new Track.Told(quality, similarity, at),
        Track.Matched.of(matchedWeight));
  }

  private static CameraTracks readFirst(DataInputStream in) throws IOException {
    in.readLong();
    List<Track> open = new ArrayList<>();
    Instant newest = Instant.EPOCH;
    for (int n = in.readInt(); n > 0; n--) {
      Sighting sighting = Codecs.SIGHTING.decode(in.readNBytes(in.readInt()));
      FaceBox box = new FaceBox(in.readFloat(), in.readFloat(), in.readFloat(), in.readFloat());
      float[] sum = floats(in, in.readInt());
      float maskSum = in.readFloat();
      float toldQuality = in.readFloat();
      // Its weight was not kept; the sum's length is at most that.
      Evidence evidence = new Evidence(sum, length(sum), maskSum, in.readInt());
      Instant at = sighting.lastSeen();
      Track.Told told = new Track.Told(toldQuality, -1, at);
      open.add(new Track(sighting, Motion.begin(at, box), evidence, told, Track.Matched.NOTHING));
      newest = at.isAfter(newest) ? at : newest;
    }
    return new CameraTracks(open, new CameraClock(newest, -1, List.of(), 0));
  }

  private static Instant instant(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  private static float[] floats(DataInputStream in, int count) throws IOException {
    float[] values = new float[count];
    ByteBuffer.wrap(in.readNBytes(count * Float.BYTES)).asFloatBuffer().get(values);
    return values;
  }

  private static float length(float[] values) {
    float squares = 0;
    for (float v : values) {
      squares += v * v;
    }
    return (float) Math.sqrt(squares);
  }
}
