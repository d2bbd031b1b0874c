package io.sightline.contract.wire;

import static io.sightline.contract.wire.Conversions.fields;
import static io.sightline.contract.wire.Conversions.instant;
import static io.sightline.contract.wire.Conversions.nanos;
import static io.sightline.contract.wire.Conversions.unknown;

final class FrameConversion {

  private FrameConversion() {}

  static WireProto.Frame toProto(Frame f) {
    return WireProto.Frame.newBuilder()
        .setId(f.id())
        .setCameraId(f.cameraId())
        .setSequence(f.sequence())
        .setCapturedAt(nanos(f.capturedAt()))
        .setWidth(f.width())
        .setHeight(f.height())
        .setJpeg(Codec.bytes(f.jpeg()))
        .setUnknownFields(fields(f.unknown()))
        .build();
  }

  static Frame toRecord(WireProto.Frame m) {
    if (m.getId().isEmpty() || m.getCameraId().isEmpty()) {
      throw new IllegalArgumentException("it has no id or no camera");
    }
    return new Frame(
        m.getId(),
        m.getCameraId(),
        m.getSequence(),
        instant(m.getCapturedAt()),
        m.getWidth(),
        m.getHeight(),
        m.getJpeg().toByteArray(),
        unknown(m));
  }
}
