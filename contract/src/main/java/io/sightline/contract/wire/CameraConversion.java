package io.sightline.contract.wire;

import static io.sightline.contract.wire.Conversions.fields;
import static io.sightline.contract.wire.Conversions.instant;
import static io.sightline.contract.wire.Conversions.nanos;
import static io.sightline.contract.wire.Conversions.unknown;

final class CameraConversion {

  private CameraConversion() {}

  static WireProto.CameraStatus toProto(CameraStatus s) {
    return WireProto.CameraStatus.newBuilder()
        .setCameraId(s.cameraId())
        .setState(WireProto.CameraStatus.State.valueOf(s.state().name()))
        .setAt(nanos(s.at()))
        .setDetail(s.detail())
        .setWidth(s.width())
        .setHeight(s.height())
        .setSourceFps(s.sourceFps())
        .setUnknownFields(fields(s.unknown()))
        .build();
  }

  static CameraStatus toRecord(WireProto.CameraStatus m) {
    return new CameraStatus(
        m.getCameraId(),
        CameraStatus.State.valueOf(m.getState().name()),
        instant(m.getAt()),
        m.getDetail(),
        m.getWidth(),
        m.getHeight(),
        m.getSourceFps(),
        unknown(m));
  }
}
