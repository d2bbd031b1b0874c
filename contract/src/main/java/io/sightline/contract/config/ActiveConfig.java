package io.sightline.contract.config;

import io.sightline.contract.wire.ActiveHours;
import java.time.ZoneId;
import java.util.List;

/**
 * When a watchlist alerts. Key {@code watchlists.<id>.active}.
 *
 * @param zone of the hours, such as Europe/Vienna; UTC when not given
 * @param hours any of them; none: always
 */
public record ActiveConfig(String zone, List<HoursConfig> hours) {

  public ActiveConfig {
    zone = zone == null ? "UTC" : zone;
    hours = Gaps.left(hours);
    new Problems()
        .check("zone", HoursConfig.readable(zone, ZoneId::of), "'" + zone + "' is no time zone")
        .raise();
  }

  ActiveHours toActiveHours() {
    return new ActiveHours(ZoneId.of(zone), hours.stream().map(HoursConfig::toWindow).toList());
  }
}
