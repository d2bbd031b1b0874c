package io.sightline.indexer;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import io.sightline.contract.wire.Sighting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes sightings into their daily indices. A version that is already there, or an older one,
 * changes nothing: any part of the topic may be written again.
 */
final class SightingWriter {
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;

  private final ElasticsearchClient client;
  private final SightingIndices indices;

  /**
   * What became of a sighting. {@code refused} is empty unless Elasticsearch does not want it at
   * all.
   */
  record Outcome(Sighting sighting, boolean created, String refused) {}

  SightingWriter(ElasticsearchClient client, SightingIndices indices) {
    this.client = client;
    this.indices = indices;
  }

  /**
   * @throws IOException when Elasticsearch cannot take the batch now; it may be tried again
   */
  List<Outcome> write(List<Sighting> sightings) throws IOException {
    BulkRequest.Builder bulk = new BulkRequest.Builder();
    for (Sighting s : sightings) {
      indices.ensureTemplate(s.embedding());
      bulk.operations(
          op ->
              op.index(
                  i ->
                      i.index(indices.of(s))
                          .id(s.id())
                          .versionType(VersionType.ExternalGte)
                          .version(s.version())
                          .document(SightingDocument.of(s))));
    }
    List<BulkResponseItem> items = send(bulk.build());
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      outcomes.add(outcome(sightings.get(i), items.get(i)));
    }
    return outcomes;
  }

  private List<BulkResponseItem> send(BulkRequest bulk) throws IOException {
    try {
      return client.bulk(bulk).items();
    } catch (ElasticsearchException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Outcome outcome(Sighting sighting, BulkResponseItem item) throws IOException {
    String reason = item.error() == null ? "" : String.valueOf(item.error().reason());
    if (item.status() == TOO_MANY || item.status() >= 500) {
      throw new IOException("Elasticsearch is busy: " + reason);
    }
    boolean known = item.status() == CONFLICT;
    return new Outcome(sighting, item.status() == 201, known || item.error() == null ? "" : reason);
  }
}
