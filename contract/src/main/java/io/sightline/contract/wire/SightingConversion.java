package io.sightline.contract.wire;

import static io.sightline.contract.wire.Conversions.fields;
import static io.sightline.contract.wire.Conversions.instant;
import static io.sightline.contract.wire.Conversions.nanos;
import static io.sightline.contract.wire.Conversions.unknown;

import java.util.Optional;

final class SightingConversion {

  private SightingConversion() {}

  static WireProto.Sighting toProto(Sighting s) {
    WireProto.Sighting.Builder b =
        WireProto.Sighting.newBuilder()
            .setId(s.id())
            .setVersion(s.version())
            .setCameraId(s.cameraId())
            .setState(WireProto.Sighting.State.valueOf(s.state().name()))
            .setFirstSeen(nanos(s.firstSeen()))
            .setLastSeen(nanos(s.lastSeen()))
            .setObservations(s.observations())
            .setMask(WireProto.Mask.valueOf(s.mask().name()))
            .setBestShot(toProto(s.bestShot()))
            .setEmbedding(FaceConversion.toProto(s.embedding()))
            .setEvidenceAt(nanos(s.evidenceAt()))
            .setUnknownFields(fields(s.unknown()));
    s.match().ifPresent(m -> b.setMatch(MatchConversion.toProto(m)));
    s.nearest().ifPresent(m -> b.setNearest(MatchConversion.toProto(m)));
    return b.build();
  }

  static Sighting toRecord(WireProto.Sighting m) {
    return new Sighting(
        m.getId(),
        m.getVersion(),
        m.getCameraId(),
        Sighting.State.valueOf(m.getState().name()),
        instant(m.getFirstSeen()),
        instant(m.getLastSeen()),
        m.getObservations(),
        MaskState.valueOf(m.getMask().name()),
        m.hasMatch() ? Optional.of(MatchConversion.toRecord(m.getMatch())) : Optional.empty(),
        toRecord(m.getBestShot()),
        FaceConversion.toRecord(m.getEmbedding()),
        instant(m.getEvidenceAt()),
        m.hasNearest() ? Optional.of(MatchConversion.toRecord(m.getNearest())) : Optional.empty(),
        unknown(m));
  }

  private static WireProto.BestShot toProto(BestShot s) {
    return WireProto.BestShot.newBuilder()
        .setFrameId(s.frameId())
        .setCapturedAt(nanos(s.capturedAt()))
        .setFramePartition(s.frame().partition())
        .setFrameOffset(s.frame().offset())
        .setBox(FaceConversion.toProto(s.box()))
        .setQuality(FaceConversion.toProto(s.quality()))
        .setCrop(Codec.bytes(s.crop()))
        .setUnknownFields(fields(s.unknown()))
        .build();
  }

  private static BestShot toRecord(WireProto.BestShot m) {
    return new BestShot(
        m.getFrameId(),
        instant(m.getCapturedAt()),
        new FrameRef(m.getFramePartition(), m.getFrameOffset()),
        FaceConversion.toRecord(m.getBox()),
        FaceConversion.toRecord(m.getQuality()),
        m.getCrop().toByteArray(),
        unknown(m));
  }
}
