package io.sightline.indexer;

import io.javalin.http.Context;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the parameters of a request; one that is wrong is named. */
record Parameters(Context request) {
  static final int MAX_LIMIT = 500;
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  /** A name that is not known is a mistake, and not to be passed over. */
  static Parameters of(Context request, Set<String> names) {
    for (String name : request.queryParamMap().keySet()) {
      if (!names.contains(name)) {
        throw Problem.badRequest(
            "there is no parameter '" + name + "'; there are " + new TreeSet<>(names));
      }
    }
    return new Parameters(request);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(request.queryParam(name)).filter(s -> !s.isBlank());
  }

  Optional<Instant> time(String name) {
    try {
      Optional<Instant> time = text(name).map(Instant::parse);
      if (time.isPresent() && (time.get().isBefore(EARLIEST) || time.get().isAfter(LATEST))) {
        throw Problem.badRequest(
            name + " must be from " + EARLIEST + " to " + LATEST + ", is " + time.get());
      }
      return time;
    } catch (DateTimeParseException e) {
      throw Problem.badRequest(
          "%s must be a time such as 2026-01-31T12:00:00Z, is '%s'"
              .formatted(name, request.queryParam(name)));
    }
  }

  /** How many are wanted at the most; 50 when not said. */
  int limit() {
    String text = text("limit").orElse("50");
    if (!text.matches("\\d{1,3}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MAX_LIMIT) {
      throw Problem.badRequest("limit must be from 1 to " + MAX_LIMIT + ", is '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  Optional<Double> cosine(String name) {
    Optional<String> text = text(name);
    try {
      Optional<Double> value = text.map(Double::valueOf);
      if (value.isEmpty() || value.get() >= -1 && value.get() <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw Problem.badRequest(name + " must be from -1 to 1, is '" + text.orElse("") + "'");
  }

  /** One of an enumeration's names, in small letters as documents have them. */
  <E extends Enum<E>> Optional<String> word(String name, Class<E> type) {
    return oneOf(
        name,
        Stream.of(type.getEnumConstants())
            .map(e -> e.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()));
  }

  Optional<String> oneOf(String name, Set<String> words) {
    Optional<String> word = text(name);
    if (word.isPresent() && !words.contains(word.get())) {
      throw Problem.badRequest(
          name + " must be one of " + new TreeSet<>(words) + ", is '" + word.get() + "'");
    }
    return word;
  }

  Optional<Cursor> cursor() {
    return text("cursor").map(Cursor::decode);
  }
}
