package io.sightline.contract.wire;

import static io.sightline.contract.wire.Conversions.fields;
import static io.sightline.contract.wire.Conversions.instant;
import static io.sightline.contract.wire.Conversions.nanos;
import static io.sightline.contract.wire.Conversions.unknown;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

final class WatchlistConversion {

  private WatchlistConversion() {}

  static WireProto.Watchlist toProto(Watchlist w) {
    return WireProto.Watchlist.newBuilder()
        .setId(w.id())
        .setName(w.name())
        .setKind(WireProto.Watchlist.Kind.valueOf(w.kind().name()))
        .addAllMembers(w.members())
        .setFalseMatchRate(w.falseMatchRate())
        .setSeverity(WireProto.Severity.valueOf(w.severity().name()))
        .setCooldownMs(w.cooldown().toMillis())
        .setCooldownAcrossCameras(w.cooldownAcrossCameras())
        .setActive(toProto(w.active()))
        .addAllCameras(w.cameras())
        .setExpiresAt(w.expiresAt().map(Conversions::nanos).orElse(0L))
        .addAllChannels(w.channels())
        .setMinQuality(w.minQuality())
        .setUpdatedAt(nanos(w.updatedAt()))
        .setUnknownFields(fields(w.unknown()))
        .build();
  }

  static Watchlist toRecord(WireProto.Watchlist m) {
    return new Watchlist(
        m.getId(),
        m.getName(),
        Watchlist.Kind.valueOf(m.getKind().name()),
        Set.copyOf(m.getMembersList()),
        m.getFalseMatchRate(),
        Severity.valueOf(m.getSeverity().name()),
        Duration.ofMillis(m.getCooldownMs()),
        m.getCooldownAcrossCameras(),
        toRecord(m.getActive()),
        Set.copyOf(m.getCamerasList()),
        m.getExpiresAt() == 0 ? Optional.empty() : Optional.of(instant(m.getExpiresAt())),
        m.getChannelsList(),
        m.getMinQuality(),
        instant(m.getUpdatedAt()),
        unknown(m));
  }

  static WireProto.LookBackRequest toProto(LookBackRequest r) {
    return WireProto.LookBackRequest.newBuilder()
        .setWatchlistId(r.watchlistId())
        .setIdentityId(r.identityId())
        .setUnknownFields(fields(r.unknown()))
        .build();
  }

  static LookBackRequest toRecord(WireProto.LookBackRequest m) {
    return new LookBackRequest(m.getWatchlistId(), m.getIdentityId(), unknown(m));
  }

  private static WireProto.ActiveHours toProto(ActiveHours hours) {
    WireProto.ActiveHours.Builder b =
        WireProto.ActiveHours.newBuilder().setZone(hours.zone().getId());
    for (ActiveHours.Window w : hours.windows()) {
      b.addWindows(
          WireProto.ActiveHours.Window.newBuilder()
              .addAllDays(w.days().stream().map(DayOfWeek::getValue).sorted().toList())
              .setFromMinute(w.from().toSecondOfDay() / 60)
              .setToMinute(w.to().toSecondOfDay() / 60));
    }
    return b.build();
  }

  private static ActiveHours toRecord(WireProto.ActiveHours m) {
    if (m.getZone().isEmpty()) {
      return ActiveHours.ALWAYS;
    }
    try {
      return new ActiveHours(
          ZoneId.of(m.getZone()),
          m.getWindowsList().stream().map(WatchlistConversion::window).toList());
    } catch (java.time.DateTimeException e) {
      throw new IllegalArgumentException("its active hours: " + e.getMessage(), e);
    }
  }

  private static ActiveHours.Window window(WireProto.ActiveHours.Window m) {
    return new ActiveHours.Window(
        m.getDaysList().stream().map(DayOfWeek::of).collect(Collectors.toSet()),
        LocalTime.ofSecondOfDay(m.getFromMinute() * 60L),
        LocalTime.ofSecondOfDay(m.getToMinute() * 60L));
  }
}
