package io.sightline.indexer;

import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Which sightings are wanted. Times: those that were going on between {@code from} and {@code to}.
 *
 * @param masked {@code true}, {@code false} or {@code unknown}
 */
record SightingQuery(
    Optional<String> identity,
    Optional<String> camera,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<String> masked,
    int limit) {
  private static final int MAX_LIMIT = 500;

  static SightingQuery of(Context request) {
    Optional<String> masked = text(request, "masked");
    if (masked.isPresent() && !masked.get().matches("true|false|unknown")) {
      throw Problem.badRequest("masked must be true, false or unknown, is '" + masked.get() + "'");
    }
    return new SightingQuery(
        text(request, "identity"),
        text(request, "camera"),
        time(request, "from"),
        time(request, "to"),
        masked,
        limit(request));
  }

  private static Optional<String> text(Context request, String name) {
    return Optional.ofNullable(request.queryParam(name)).filter(s -> !s.isBlank());
  }

  private static Optional<Instant> time(Context request, String name) {
    try {
      return text(request, name).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw Problem.badRequest(
          name
              + " must be a time such as 2026-01-31T12:00:00Z, is '"
              + request.queryParam(name)
              + "'");
    }
  }

  private static int limit(Context request) {
    String text = text(request, "limit").orElse("50");
    if (!text.matches("\\d{1,3}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MAX_LIMIT) {
      throw Problem.badRequest("limit must be from 1 to " + MAX_LIMIT + ", is '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  Query filter() {
    BoolQuery.Builder all = new BoolQuery.Builder();
    identity.ifPresent(v -> all.filter(q -> q.term(t -> t.field("identity.id").value(v))));
    camera.ifPresent(v -> all.filter(q -> q.term(t -> t.field("camera").value(v))));
    from.ifPresent(
        v -> all.filter(q -> q.range(r -> r.date(d -> d.field("lastSeen").gte(v.toString())))));
    to.ifPresent(
        v -> all.filter(q -> q.range(r -> r.date(d -> d.field("firstSeen").lt(v.toString())))));
    masked.ifPresent(
        v -> {
          if (v.equals("unknown")) {
            all.mustNot(q -> q.exists(e -> e.field("masked")));
          } else {
            all.filter(q -> q.term(t -> t.field("masked").value(Boolean.parseBoolean(v))));
          }
        });
    return new Query(all.build());
  }
}
