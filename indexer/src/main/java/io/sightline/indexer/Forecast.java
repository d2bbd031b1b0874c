package io.sightline.indexer;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import io.sightline.contract.wire.Watchlist;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many false alerts a watchlist's rate stands for, at the traffic of the last days. The rate
 * holds for a search whatever the gallery's size, and each sighting is counted as one search,
 * whoever it showed. Thread-safe.
 *
 * @param complete for how long all sightings are kept, unknowns too
 */
record Forecast(Searcher searcher, SightingIndices indices, Duration complete, Clock clock) {
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Duration LEAST = Duration.ofHours(1);

  /**
   * Empty when it cannot be said: for a list that does not go by likeness, without sightings, or
   * with thresholds that were set by hand and stand for no rate.
   */
  Optional<Map<String, Object>> of(Watchlist list) throws IOException {
    if (list.kind() != Watchlist.Kind.MEMBERS) {
      return Optional.empty();
    }
    SearchResponse<Map<String, Object>> answer = searcher.answer(search(list));
    long sightings = answer.hits().total().value();
    if (sightings == 0) {
      return Optional.empty();
    }
    long cameras = answer.aggregations().get("cameras").cardinality().value();
    Instant first =
        Instant.ofEpochMilli((long) (double) answer.aggregations().get("first").min().value());
    Duration span = Duration.between(first, clock.instant());
    double days = (double) (span.compareTo(LEAST) < 0 ? LEAST : span).toMillis() / 86_400_000;
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("perCameraPerDay", list.falseMatchRate() * sightings / cameras / days);
    document.put("sightings", sightings);
    document.put("cameras", cameras);
    document.put("days", days);
    return Optional.of(document);
  }

  private SearchRequest search(Watchlist list) {
    Duration lookedAt = complete.compareTo(LONGEST) < 0 ? complete : LONGEST;
    Instant from = clock.instant().minus(lookedAt);
    BoolQuery.Builder judged =
        new BoolQuery.Builder()
            .filter(q -> q.range(r -> r.date(d -> d.field("firstSeen").gte(from.toString()))))
            .should(q -> q.exists(e -> e.field("identity.falseMatchRate")))
            .should(q -> q.exists(e -> e.field("nearest.falseMatchRate")))
            .minimumShouldMatch("1");
    if (!list.cameras().isEmpty()) {
      List<FieldValue> cameras = list.cameras().stream().map(FieldValue::of).toList();
      judged.filter(q -> q.terms(t -> t.field("camera").terms(v -> v.value(cameras))));
    }
    return Searcher.request(indices.all())
        .size(0)
        .trackTotalHits(t -> t.enabled(true))
        .query(q -> q.bool(judged.build()))
        .aggregations("cameras", a -> a.cardinality(c -> c.field("camera")))
        .aggregations("first", a -> a.min(m -> m.field("firstSeen")))
        .build();
  }
}
