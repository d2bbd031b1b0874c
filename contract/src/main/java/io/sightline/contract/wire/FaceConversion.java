package io.sightline.contract.wire;

import static io.sightline.contract.wire.Conversions.fields;
import static io.sightline.contract.wire.Conversions.instant;
import static io.sightline.contract.wire.Conversions.nanos;
import static io.sightline.contract.wire.Conversions.unknown;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Point;
import io.sightline.contract.face.Quality;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalDouble;

/** Faces and their parts. */
final class FaceConversion {

  private FaceConversion() {}

  static WireProto.FrameFaces toProto(FrameFaces f) {
    return WireProto.FrameFaces.newBuilder()
        .setFrameId(f.frameId())
        .setCameraId(f.cameraId())
        .setSequence(f.sequence())
        .setCapturedAt(nanos(f.capturedAt()))
        .setWidth(f.width())
        .setHeight(f.height())
        .setFramePartition(f.frame().partition())
        .setFrameOffset(f.frame().offset())
        .setDetector(f.detector())
        .addAllFaces(f.faces().stream().map(FaceConversion::toProto).toList())
        .setUnknownFields(fields(f.unknown()))
        .build();
  }

  static FrameFaces toRecord(WireProto.FrameFaces m) {
    return new FrameFaces(
        m.getFrameId(),
        m.getCameraId(),
        m.getSequence(),
        instant(m.getCapturedAt()),
        m.getWidth(),
        m.getHeight(),
        new FrameRef(m.getFramePartition(), m.getFrameOffset()),
        m.getDetector(),
        m.getFacesList().stream().map(FaceConversion::toRecord).toList(),
        unknown(m));
  }

  static WireProto.FaceObservation toProto(FaceObservation o) {
    WireProto.FaceObservation.Builder b =
        WireProto.FaceObservation.newBuilder()
            .setId(o.id())
            .setBox(toProto(o.box()))
            .setDetectionScore(o.detectionScore())
            .setQuality(toProto(o.quality()))
            .setEmbedding(toProto(o.embedding()))
            .setCrop(Codec.bytes(o.crop()))
            .setUnknownFields(fields(o.unknown()));
    for (Point p : o.landmarks().points()) {
      b.addLandmarks(p.x()).addLandmarks(p.y());
    }
    o.maskProbability().ifPresent(p -> b.setMaskProbability((float) p));
    return b.build();
  }

  static FaceObservation toRecord(WireProto.FaceObservation m) {
    float[] xy = new float[m.getLandmarksCount()];
    for (int i = 0; i < xy.length; i++) {
      xy[i] = m.getLandmarks(i);
    }
    return new FaceObservation(
        m.getId(),
        toRecord(m.getBox()),
        Landmarks.of(xy),
        m.getDetectionScore(),
        toRecord(m.getQuality()),
        m.hasMaskProbability() ? OptionalDouble.of(m.getMaskProbability()) : OptionalDouble.empty(),
        toRecord(m.getEmbedding()),
        m.getCrop().toByteArray(),
        unknown(m));
  }

  static WireProto.Box toProto(FaceBox b) {
    return WireProto.Box.newBuilder()
        .setX(b.x())
        .setY(b.y())
        .setWidth(b.width())
        .setHeight(b.height())
        .build();
  }

  static FaceBox toRecord(WireProto.Box m) {
    return new FaceBox(m.getX(), m.getY(), m.getWidth(), m.getHeight());
  }

  static WireProto.Quality toProto(Quality q) {
    return WireProto.Quality.newBuilder()
        .setScore(q.score())
        .setSize(q.size())
        .setSharpness(q.sharpness())
        .setYaw(q.yaw())
        .setPitch(q.pitch())
        .setRoll(q.roll())
        .build();
  }

  static Quality toRecord(WireProto.Quality m) {
    return new Quality(
        m.getScore(), m.getSize(), m.getSharpness(), m.getYaw(), m.getPitch(), m.getRoll());
  }

  static WireProto.Embedding toProto(Embedding e) {
    ByteBuffer values =
        ByteBuffer.allocate(e.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    values.asFloatBuffer().put(e.values());
    return WireProto.Embedding.newBuilder()
        .setSpace(e.space())
        .setValues(Codec.bytes(values.array()))
        .build();
  }

  static Embedding toRecord(WireProto.Embedding m) {
    if (m.getValues().size() % Float.BYTES != 0) {
      throw new IllegalArgumentException("an embedding of " + m.getValues().size() + " bytes");
    }
    float[] values = new float[m.getValues().size() / Float.BYTES];
    m.getValues().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return new Embedding(m.getSpace(), values);
  }
}
