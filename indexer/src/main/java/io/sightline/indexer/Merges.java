package io.sightline.indexer;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch.indices.ForcemergeResponse;
import co.elastic.clients.elasticsearch.indices.IndicesStatsResponse;
import co.elastic.clients.json.JsonData;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Elasticsearch forget what was deleted: it only marks documents, and keeps their bytes until
 * it merges the segment they lie in, which of a day that is over it might never do. Thread-safe.
 */
record Merges(ElasticsearchClient client) {
  private static final String EXPUNGE_ALLOWED = "index.merge.policy.expunge_deletes_allowed";
  private static final Logger LOG = LoggerFactory.getLogger(Merges.class);

  /**
   * Asks for the segments of an index that hold deleted documents to be rewritten, if there are
   * any, and does not wait for it: that may take hours. What was deleted in the last minutes stays
   * for the next time: Elasticsearch keeps it for copies that are behind.
   */
  void expunge(String index) throws IOException {
    long deleted = deleted(index);
    if (deleted == 0) {
      return;
    }
    // By default a tenth of a segment may stay.
    client
        .indices()
        .putSettings(
            p -> p.index(index).settings(s -> s.otherSettings(EXPUNGE_ALLOWED, JsonData.of(0))));
    ForcemergeResponse asked =
        client
            .indices()
            .forcemerge(f -> f.index(index).onlyExpungeDeletes(true).waitForCompletion(false));
    LOG.info("{}: {} deleted documents lie there, task {}", index, deleted, asked.task());
  }

  long deleted(String index) throws IOException {
    IndicesStatsResponse stats = client.indices().stats(s -> s.index(index));
    return stats.all().primaries().docs().deleted();
  }
}
