package io.sightline.contract.wire;

import static io.sightline.contract.wire.Conversions.fields;
import static io.sightline.contract.wire.Conversions.unknown;

import java.util.Optional;

final class MatchConversion {

  private MatchConversion() {}

  static WireProto.Match toProto(Match m) {
    WireProto.Match.Builder b =
        WireProto.Match.newBuilder()
            .setIdentityId(m.identityId())
            .setDisplayName(m.displayName())
            .setSimilarity(m.similarity())
            .setThreshold(m.threshold())
            .setTemplateId(m.templateId())
            .setPairing(toProto(m.pairing()))
            .setFalseMatchRate(m.falseMatchRate())
            .setComparisonRate(m.comparisonRate())
            .setGallerySize(m.gallerySize())
            .setUnknownFields(fields(m.unknown()));
    m.runnerUp()
        .ifPresent(
            r ->
                b.setRunnerUp(
                    WireProto.RunnerUp.newBuilder()
                        .setIdentityId(r.identityId())
                        .setDisplayName(r.displayName())
                        .setSimilarity(r.similarity())));
    return b.build();
  }

  static Match toRecord(WireProto.Match m) {
    WireProto.RunnerUp r = m.getRunnerUp();
    return new Match(
        m.getIdentityId(),
        m.getDisplayName(),
        m.getSimilarity(),
        m.getThreshold(),
        m.getTemplateId(),
        toRecord(m.getPairing()),
        m.getFalseMatchRate(),
        m.getComparisonRate(),
        m.getGallerySize(),
        m.hasRunnerUp()
            ? Optional.of(new RunnerUp(r.getIdentityId(), r.getDisplayName(), r.getSimilarity()))
            : Optional.empty(),
        unknown(m));
  }

  static WireProto.MaskPairing toProto(MaskPairing pairing) {
    return pairing == MaskPairing.UNKNOWN
        ? WireProto.MaskPairing.UNKNOWN_PAIRING
        : WireProto.MaskPairing.valueOf(pairing.name());
  }

  static MaskPairing toRecord(WireProto.MaskPairing pairing) {
    return pairing == WireProto.MaskPairing.UNKNOWN_PAIRING
        ? MaskPairing.UNKNOWN
        : MaskPairing.valueOf(pairing.name());
  }
}
