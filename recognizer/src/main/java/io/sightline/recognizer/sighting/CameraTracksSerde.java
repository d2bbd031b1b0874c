package io.sightline.recognizer.sighting;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Sighting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The state store's own format: the sighting as it is on the wire, and the numbers beside it. First
 * byte: its version.
 */
final class CameraTracksSerde {
  private static final int VERSION = 1;

  private CameraTracksSerde() {}

  static Serde<CameraTracks> serde() {
    return Serdes.serdeFrom(
        (topic, tracks) -> tracks == null ? null : write(tracks),
        (topic, bytes) -> bytes == null ? null : read(bytes));
  }

  private static byte[] write(CameraTracks tracks) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(tracks.lastArrival());
      out.writeInt(tracks.open().size());
      for (Track track : tracks.open()) {
        write(track, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void write(Track track, DataOutputStream out) throws IOException {
    byte[] sighting = Codecs.SIGHTING.encode(track.sighting());
    out.writeInt(sighting.length);
    out.write(sighting);
    FaceBox box = track.lastBox();
    floats(out, box.x(), box.y(), box.width(), box.height());
    out.writeInt(track.embeddingSum().length);
    floats(out, track.embeddingSum());
    floats(out, track.maskSum(), track.toldQuality());
    out.writeInt(track.maskVotes());
  }

  private static void floats(DataOutputStream out, float... values) throws IOException {
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static CameraTracks read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalStateException(
            "tracks of format " + version + ", this program knows " + VERSION);
      }
      long lastArrival = in.readLong();
      int count = in.readInt();
      List<Track> open = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        open.add(track(in));
      }
      return new CameraTracks(open, lastArrival);
    } catch (IOException e) {
      throw new IllegalStateException("tracks that end too early", e);
    }
  }

  private static Track track(DataInputStream in) throws IOException {
    Sighting sighting = Codecs.SIGHTING.decode(in.readNBytes(in.readInt()));
    FaceBox box = new FaceBox(in.readFloat(), in.readFloat(), in.readFloat(), in.readFloat());
    float[] sum = new float[in.readInt()];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = in.readFloat();
    }
    float maskSum = in.readFloat();
    float toldQuality = in.readFloat();
    return new Track(sighting, box, sum, maskSum, in.readInt(), toldQuality);
  }
}
