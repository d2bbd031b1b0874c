package io.sightline.indexer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sightline.contract.config.ConfigException;
import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.WatchlistConfig;
import io.sightline.contract.wire.ActiveHours;
import io.sightline.contract.wire.Watchlist;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A watchlist as the API shows and takes it: the keys of the configuration, in camelCase. */
final class WatchlistDocument {
  /** Shown, and not part of the policy when they come back. */
  private static final List<String> READ_ONLY = List.of("id", "updatedAt", "expectedFalseAlerts");

  private WatchlistDocument() {}

  static Map<String, Object> of(Watchlist w) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", w.id());
    document.put("name", w.name());
    document.put("kind", w.kind().name().toLowerCase(Locale.ROOT));
    document.put("members", w.members());
    document.put("falseMatchRate", w.falseMatchRate());
    document.put("severity", w.severity().name().toLowerCase(Locale.ROOT));
    document.put("cooldown", duration(w.cooldown()));
    document.put("cooldownAcrossCameras", w.cooldownAcrossCameras());
    document.put("active", active(w.active()));
    document.put("cameras", w.cameras());
    w.expiresAt().ifPresent(at -> document.put("expires", at.toString()));
    document.put("channels", w.channels());
    document.put("minQuality", w.minQuality());
    document.put("updatedAt", w.updatedAt().toString());
    return document;
  }

  /**
   * @param channels that are configured
   * @param known whether somebody may be a member
   * @throws Problem with everything that is wrong
   */
  static Watchlist read(
      String id, JsonNode json, Set<String> channels, Predicate<String> known, Instant now) {
    if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
      throw Problem.badRequest("a watchlist's id has 1 to 64 letters, digits, '_' or '-'");
    }
    if (!(json instanceof ObjectNode body)) {
      throw Problem.badRequest("the watchlist must be a JSON object");
    }
    if (body.has("id") && !body.path("id").asText().equals(id)) {
      throw Problem.badRequest("id: is not that of the address, '" + id + "'");
    }
    try {
      WatchlistConfig config =
          ConfigLoader.part(
              body.deepCopy().without(READ_ONLY), WatchlistConfig.class, "the watchlist");
      List<String> missing = config.channels().stream().filter(c -> !channels.contains(c)).toList();
      List<String> strangers = config.members().stream().distinct().filter(known.negate()).toList();
      List<String> wrong = new ArrayList<>();
      if (!missing.isEmpty()) {
        wrong.add(
            "channels: no channel '" + String.join("', '", missing) + "'; known: " + channels);
      }
      if (!strangers.isEmpty()) {
        wrong.add("members: not enrolled: " + String.join(", ", strangers));
      }
      if (!wrong.isEmpty()) {
        throw Problem.badRequest(String.join("; ", wrong));
      }
      return config.toWatchlist(id, now);
    } catch (ConfigException e) {
      throw Problem.badRequest(String.join("; ", e.problems()));
    }
  }

  /**
   * When the list that comes back had been changed last; empty where that is not said.
   *
   * @throws Problem when it is no time
   */
  static Optional<Instant> changedAt(JsonNode json) {
    try {
      return Optional.of(json.path("updatedAt").asText())
          .filter(text -> !text.isEmpty())
          .map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw Problem.badRequest("updatedAt: " + e.getMessage());
    }
  }

  private static Map<String, Object> active(ActiveHours active) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("zone", active.zone().getId());
    document.put("hours", active.windows().stream().map(WatchlistDocument::window).toList());
    return document;
  }

  private static Map<String, Object> window(ActiveHours.Window window) {
    return Map.of(
        "days",
        window.days().stream().sorted().map(WatchlistDocument::day).toList(),
        "from",
        window.from().toString(),
        "to",
        window.to().toString());
  }

  private static String day(DayOfWeek day) {
    return day.name().toLowerCase(Locale.ROOT);
  }

  /** As it is written in the configuration. */
  private static String duration(Duration d) {
    return d.toMillis() % 1000 == 0 ? d.toSeconds() + "s" : d.toMillis() + "ms";
  }
}
