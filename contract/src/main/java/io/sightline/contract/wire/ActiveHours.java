package io.sightline.contract.wire;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * When a watchlist alerts, in local time.
 *
 * @param windows any of them; none: always
 */
public record ActiveHours(ZoneId zone, List<Window> windows) {

  public static final ActiveHours ALWAYS = new ActiveHours(ZoneId.of("UTC"), List.of());

  /**
   * A span of certain days, to the minute.
   *
   * @param days on which it begins; none: every day
   * @param to exclusive; when not after {@code from}, it ends on the next day
   */
  public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

    public Window {
      days = days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : EnumSet.copyOf(days);
    }

    private boolean contains(ZonedDateTime at) {
      LocalTime time = at.toLocalTime();
      DayOfWeek day = at.getDayOfWeek();
      if (from.isBefore(to)) {
        return days.contains(day) && !time.isBefore(from) && time.isBefore(to);
      }
      return !time.isBefore(from) && days.contains(day)
          || time.isBefore(to) && days.contains(day.minus(1));
    }
  }

  public ActiveHours {
    windows = List.copyOf(windows);
  }

  public boolean contains(Instant instant) {
    ZonedDateTime at = instant.atZone(zone);
    return windows.isEmpty() || windows.stream().anyMatch(w -> w.contains(at));
  }
}
