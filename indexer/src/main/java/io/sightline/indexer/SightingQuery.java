package io.sightline.indexer;

import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

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
  /** As many of all as there can be. */
  static final SightingQuery ALL =
      new SightingQuery(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Parameters.MAX_LIMIT);

  static final Set<String> FILTERS = Set.of("identity", "camera", "from", "to", "masked", "limit");

  static SightingQuery of(Parameters parameters) {
    Optional<String> masked = parameters.oneOf("masked", Set.of("true", "false", "unknown"));
    return new SightingQuery(
        parameters.text("identity"),
        parameters.text("camera"),
        parameters.time("from"),
        parameters.time("to"),
        masked,
        parameters.limit());
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
