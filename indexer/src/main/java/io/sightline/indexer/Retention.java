package io.sightline.indexer;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.search.Hit;
import io.sightline.contract.config.RetentionConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what is too old: whole days of sightings and alerts, then unknowns one by one. */
final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int BATCH = 1000;

  private final ElasticsearchClient client;
  private final SightingIndices indices;
  private final DailyIndices alerts;
  private final RetentionConfig config;
  private final Clock clock;

  Retention(Index index, RetentionConfig config, Clock clock) {
    this.client = index.client();
    this.indices = index.sightingDays();
    this.alerts = index.alertDays();
    this.config = config;
    this.clock = clock;
  }

  /** One round; a failure is logged, the next round tries again. */
  void run() {
    try {
      sweep();
    } catch (IOException | RuntimeException e) {
      LOG.warn("retention was not applied: {}", e.getMessage());
    }
  }

  void sweep() throws IOException {
    dropDays(indices.all(), indices::day);
    dropDays(alerts.all(), index -> alerts.day(index, ""));
    dropUnknowns();
  }

  /** Indices of other names are left alone. */
  private void dropDays(String pattern, Function<String, Optional<LocalDate>> dayOf)
      throws IOException {
    LocalDate oldest = LocalDate.ofInstant(clock.instant().minus(config.matched()), ZoneOffset.UTC);
    for (String index :
        client.indices().get(g -> g.index(pattern).allowNoIndices(true)).result().keySet()) {
      if (dayOf.apply(index).filter(day -> day.isBefore(oldest)).isPresent()) {
        client.indices().delete(d -> d.index(index));
        LOG.info("dropped {}", index);
      }
    }
  }

  private void dropUnknowns() throws IOException {
    Query old = unknownsBefore(clock.instant().minus(config.unknown()));
    long removed;
    do {
      client.indices().refresh(r -> r.index(indices.all()).allowNoIndices(true));
      removed = remove(find(old));
      LOG.info("removed {} sightings of unknowns", removed);
    } while (removed == BATCH);
  }

  private static Query unknownsBefore(Instant time) {
    return Query.of(
        q ->
            q.bool(
                b ->
                    b.mustNot(n -> n.exists(e -> e.field("identity.id")))
                        .filter(
                            f ->
                                f.range(
                                    r -> r.date(d -> d.field("lastSeen").lt(time.toString()))))));
  }

  private List<Hit<Void>> find(Query query) throws IOException {
    return client
        .search(
            s ->
                s.index(indices.all())
                    .allowNoIndices(true)
                    .size(BATCH)
                    .source(f -> f.fetch(false))
                    .seqNoPrimaryTerm(true)
                    .query(query),
            Void.class)
        .hits()
        .hits();
  }

  /** Deletes each as it was found: one that has got a name since then stays. */
  private long remove(List<Hit<Void>> found) throws IOException {
    if (found.isEmpty()) {
      return 0;
    }
    BulkRequest.Builder bulk = new BulkRequest.Builder();
    for (Hit<Void> hit : found) {
      bulk.operations(
          o ->
              o.delete(
                  d ->
                      d.index(hit.index())
                          .id(hit.id())
                          .ifSeqNo(hit.seqNo())
                          .ifPrimaryTerm(hit.primaryTerm())));
    }
    return client.bulk(bulk.build()).items().stream().filter(i -> i.error() == null).count();
  }
}
