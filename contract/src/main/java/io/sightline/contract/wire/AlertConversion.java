package io.sightline.contract.wire;

import static io.sightline.contract.wire.Conversions.fields;
import static io.sightline.contract.wire.Conversions.instant;
import static io.sightline.contract.wire.Conversions.nanos;
import static io.sightline.contract.wire.Conversions.unknown;

import java.util.Optional;

final class AlertConversion {

  private AlertConversion() {}

  static WireProto.Alert toProto(Alert a) {
    WireProto.Alert.Builder b =
        WireProto.Alert.newBuilder()
            .setId(a.id())
            .setVersion(a.version())
            .setWatchlistId(a.watchlistId())
            .setWatchlistName(a.watchlistName())
            .setSeverity(WireProto.Severity.valueOf(a.severity().name()))
            .addAllChannels(a.channels())
            .setIdentityId(a.identityId())
            .setDisplayName(a.displayName())
            .setState(WireProto.Alert.State.valueOf(a.state().name()))
            .setVerdict(VerdictConversion.toProto(a.verdict()))
            .setChangedBy(a.changedBy())
            .setChangedAt(nanos(a.changedAt()))
            .setNote(a.note())
            .setRaisedAt(nanos(a.raisedAt()))
            .setEvidenceAt(nanos(a.evidenceAt()))
            .setRetrospective(a.retrospective())
            .setSighting(SightingConversion.toProto(a.sighting()))
            .setUnknownFields(fields(a.unknown()));
    a.match().ifPresent(m -> b.setMatch(MatchConversion.toProto(m)));
    return b.build();
  }

  static Alert toRecord(WireProto.Alert m) {
    return new Alert(
        m.getId(),
        m.getVersion(),
        m.getWatchlistId(),
        m.getWatchlistName(),
        Severity.valueOf(m.getSeverity().name()),
        m.getChannelsList(),
        m.getIdentityId(),
        m.getDisplayName(),
        Alert.State.valueOf(m.getState().name()),
        VerdictConversion.toRecord(m.getVerdict()),
        m.getChangedBy(),
        instant(m.getChangedAt()),
        m.getNote(),
        instant(m.getRaisedAt()),
        instant(m.getEvidenceAt()),
        m.getRetrospective(),
        SightingConversion.toRecord(m.getSighting()),
        m.hasMatch() ? Optional.of(MatchConversion.toRecord(m.getMatch())) : Optional.empty(),
        unknown(m));
  }

  static WireProto.AlertEvidence toProto(AlertEvidence e) {
    WireProto.AlertEvidence.Builder b =
        WireProto.AlertEvidence.newBuilder()
            .setSighting(SightingConversion.toProto(e.sighting()))
            .setUnknownFields(fields(e.unknown()));
    e.lookBack()
        .ifPresent(
            l ->
                b.setLookBack(
                    WireProto.AlertEvidence.LookBack.newBuilder()
                        .setWatchlistId(l.watchlistId())
                        .setMatch(MatchConversion.toProto(l.match()))));
    return b.build();
  }

  static AlertEvidence toRecord(WireProto.AlertEvidence m) {
    WireProto.AlertEvidence.LookBack l = m.getLookBack();
    return new AlertEvidence(
        SightingConversion.toRecord(m.getSighting()),
        m.hasLookBack()
            ? Optional.of(
                new AlertEvidence.LookBack(
                    l.getWatchlistId(), MatchConversion.toRecord(l.getMatch())))
            : Optional.empty(),
        unknown(m));
  }
}
