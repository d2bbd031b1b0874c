package io.sightline.indexer;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import io.sightline.contract.config.RetentionConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what is too old: unknowns one by one, then whole days. */
final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int BATCH = 1000;

  private final ElasticsearchClient client;
  private final SightingIndices indices;
  private final RetentionConfig config;
  private final Clock clock;

  Retention(
      ElasticsearchClient client, SightingIndices indices, RetentionConfig config, Clock clock) {
    this.client = client;
    this.indices = indices;
    this.config = config;
    this.clock = clock;
  }

  /** One round; a failure is logged, the next round tries again. */
  void run() {
    try {
      dropDays();
      dropUnknowns();
    } catch (IOException | ElasticsearchException e) {
      LOG.warn("retention was not applied: {}", e.getMessage());
    }
  }

  private void dropDays() throws IOException {
    LocalDate oldest = LocalDate.ofInstant(clock.instant().minus(config.matched()), ZoneOffset.UTC);
    for (String index :
        client.indices().get(g -> g.index(indices.all()).allowNoIndices(true)).result().keySet()) {
      if (indices.day(index).isBefore(oldest)) {
        client.indices().delete(d -> d.index(index));
        LOG.info("dropped {}", index);
      }
    }
  }

  private void dropUnknowns() throws IOException {
    Instant oldest = clock.instant().minus(config.unknown());
    while (true) {
      client.indices().refresh(r -> r.index(indices.all()).allowNoIndices(true));
      SearchResponse<Void> found =
          client.search(
              s ->
                  s.index(indices.all())
                      .allowNoIndices(true)
                      .size(BATCH)
                      .source(f -> f.fetch(false))
                      .query(
                          q ->
                              q.bool(
                                  b ->
                                      b.mustNot(n -> n.exists(e -> e.field("identity.id")))
                                          .filter(
                                              f ->
                                                  f.range(
                                                      r ->
                                                          r.date(
                                                              d ->
                                                                  d.field("lastSeen")
                                                                      .lt(oldest.toString())))))),
              Void.class);
      if (found.hits().hits().isEmpty()) {
        return;
      }
      BulkRequest.Builder bulk = new BulkRequest.Builder();
      found
          .hits()
          .hits()
          .forEach(h -> bulk.operations(o -> o.delete(d -> d.index(h.index()).id(h.id()))));
      client.bulk(bulk.build());
      LOG.info("removed {} sightings of unknowns", found.hits().hits().size());
    }
  }
}
