package io.sightline.indexer;

import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Severity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which alerts are wanted. Times: those whose first evidence was captured from {@code from} until
 * before {@code to}.
 *
 * @param terms field and value
 */
record AlertQuery(
    Map<String, String> terms, Optional<Instant> from, Optional<Instant> to, int limit) {
  static final Set<String> PARAMETERS =
      Set.of(
          "state",
          "watchlist",
          "identity",
          "camera",
          "severity",
          "retrospective",
          "from",
          "to",
          "limit",
          "cursor");

  static AlertQuery of(Parameters parameters) {
    Map<String, String> terms = new LinkedHashMap<>();
    parameters.word("state", Alert.State.class).ifPresent(v -> terms.put("state", v));
    parameters.word("severity", Severity.class).ifPresent(v -> terms.put("severity", v));
    parameters
        .oneOf("retrospective", Set.of("true", "false"))
        .ifPresent(v -> terms.put("retrospective", v));
    parameters.text("watchlist").ifPresent(v -> terms.put("watchlist.id", v));
    parameters.text("identity").ifPresent(v -> terms.put("identity.id", v));
    parameters.text("camera").ifPresent(v -> terms.put("camera", v));
    return new AlertQuery(
        terms, parameters.time("from"), parameters.time("to"), parameters.limit());
  }

  Query filter() {
    BoolQuery.Builder all = new BoolQuery.Builder();
    terms.forEach((field, value) -> all.filter(q -> q.term(t -> t.field(field).value(value))));
    from.ifPresent(
        v -> all.filter(q -> q.range(r -> r.date(d -> d.field("raisedAt").gte(v.toString())))));
    to.ifPresent(
        v -> all.filter(q -> q.range(r -> r.date(d -> d.field("raisedAt").lt(v.toString())))));
    return new Query(all.build());
  }
}
