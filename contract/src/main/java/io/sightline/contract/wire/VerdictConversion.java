package io.sightline.contract.wire;

import static io.sightline.contract.wire.Conversions.fields;
import static io.sightline.contract.wire.Conversions.instant;
import static io.sightline.contract.wire.Conversions.nanos;
import static io.sightline.contract.wire.Conversions.unknown;

/** What operators do and say. */
final class VerdictConversion {

  private VerdictConversion() {}

  static WireProto.AlertAction toProto(AlertAction a) {
    return WireProto.AlertAction.newBuilder()
        .setId(a.id())
        .setAlertId(a.alertId())
        .setKind(WireProto.AlertAction.Kind.valueOf(a.kind().name()))
        .setVerdict(toProto(a.verdict()))
        .setNotThisPerson(a.notThisPerson())
        .setBy(a.by())
        .setAt(nanos(a.at()))
        .setNote(a.note())
        .setUnknownFields(fields(a.unknown()))
        .build();
  }

  static AlertAction toRecord(WireProto.AlertAction m) {
    return new AlertAction(
        m.getId(),
        m.getAlertId(),
        AlertAction.Kind.valueOf(m.getKind().name()),
        toRecord(m.getVerdict()),
        m.getNotThisPerson(),
        m.getBy(),
        instant(m.getAt()),
        m.getNote(),
        unknown(m));
  }

  static WireProto.LabelledMatch toProto(LabelledMatch l) {
    return WireProto.LabelledMatch.newBuilder()
        .setAlertId(l.alertId())
        .setSightingId(l.sightingId())
        .setCameraId(l.cameraId())
        .setWatchlistId(l.watchlistId())
        .setIdentityId(l.identityId())
        .setTemplateId(l.templateId())
        .setSimilarity(l.similarity())
        .setThreshold(l.threshold())
        .setPairing(MatchConversion.toProto(l.pairing()))
        .setMask(WireProto.Mask.valueOf(l.mask().name()))
        .setEmbedding(FaceConversion.toProto(l.embedding()))
        .setCrop(Codec.bytes(l.crop()))
        .setVerdict(toProto(l.verdict()))
        .setNotThisPerson(l.notThisPerson())
        .setBy(l.by())
        .setAt(nanos(l.at()))
        .setUnknownFields(fields(l.unknown()))
        .build();
  }

  static LabelledMatch toRecord(WireProto.LabelledMatch m) {
    return new LabelledMatch(
        m.getAlertId(),
        m.getSightingId(),
        m.getCameraId(),
        m.getWatchlistId(),
        m.getIdentityId(),
        m.getTemplateId(),
        m.getSimilarity(),
        m.getThreshold(),
        MatchConversion.toRecord(m.getPairing()),
        MaskState.valueOf(m.getMask().name()),
        FaceConversion.toRecord(m.getEmbedding()),
        m.getCrop().toByteArray(),
        toRecord(m.getVerdict()),
        m.getNotThisPerson(),
        m.getBy(),
        instant(m.getAt()),
        unknown(m));
  }

  static WireProto.Verdict toProto(Verdict verdict) {
    return verdict == Verdict.NONE
        ? WireProto.Verdict.NO_VERDICT
        : WireProto.Verdict.valueOf(verdict.name());
  }

  static Verdict toRecord(WireProto.Verdict verdict) {
    return verdict == WireProto.Verdict.NO_VERDICT ? Verdict.NONE : Verdict.valueOf(verdict.name());
  }
}
