package io.sightline.contract.config;

import io.sightline.contract.wire.ActiveHours;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * One span of time. Key {@code watchlists.<id>.active.hours}.
 *
 * @param days on which it begins; every day when not given
 * @param from such as 20:00
 * @param to such as 06:00; when not after {@code from}, on the next day
 */
public record HoursConfig(List<DayOfWeek> days, String from, String to) {

  public HoursConfig {
    days = Gaps.left(days);
    from = from == null ? "00:00" : from;
    to = to == null ? "00:00" : to;
    new Problems()
        .check("from", readable(from, HoursConfig::time), "'" + from + "' is no time such as 20:00")
        .check("to", readable(to, HoursConfig::time), "'" + to + "' is no time such as 06:00")
        .raise();
  }

  ActiveHours.Window toWindow() {
    return new ActiveHours.Window(Set.copyOf(days), time(from), time(to));
  }

  /** Services tell each other minutes: seconds would be lost on the way. */
  private static LocalTime time(String text) {
    LocalTime time = LocalTime.parse(text);
    if (!time.equals(time.truncatedTo(ChronoUnit.MINUTES))) {
      throw new DateTimeException(text + " is not a whole minute");
    }
    return time;
  }

  static boolean readable(String text, Function<String, ?> reader) {
    try {
      reader.apply(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
