package io.sightline.local;

import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Sightings and alerts as lines. */
final class SightingText {
  private static final String ROW = "%-12s  %-12s  %-6s  %-24s  %5s  %-7s  %6s  %4s";
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  static final String HEAD =
      String.format(ROW, "TIME", "CAMERA", "STATE", "WHO", "SIM", "MASK", "SEEN", "OBS");

  private SightingText() {}

  static String line(Sighting s) {
    return String.format(
        ROW,
        CLOCK.format(s.evidenceAt()),
        clip(s.cameraId(), 12),
        s.state().name().toLowerCase(Locale.ROOT),
        clip(s.match().map(Match::displayName).orElse("unknown"), 24),
        s.match().map(m -> String.format(Locale.ROOT, "%.2f", m.similarity())).orElse(""),
        s.mask() == MaskState.UNKNOWN ? "?" : s.mask().name().toLowerCase(Locale.ROOT),
        seen(s.firstSeen(), s.lastSeen()),
        s.observations());
  }

  private static String seen(Instant first, Instant last) {
    return String.format(Locale.ROOT, "%.1fs", Duration.between(first, last).toMillis() / 1000.0);
  }

  static String line(Alert a) {
    return String.format(
        "%-12s  %-12s  ALERT   %-24s  %s (%s)%s",
        CLOCK.format(a.evidenceAt()),
        clip(a.sighting().cameraId(), 12),
        clip(a.displayName().isEmpty() ? "unknown" : a.displayName(), 24),
        a.watchlistName(),
        a.severity().name().toLowerCase(Locale.ROOT),
        a.open() ? "" : ", " + a.state().name().toLowerCase(Locale.ROOT));
  }

  static String clip(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
