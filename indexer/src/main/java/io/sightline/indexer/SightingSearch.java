package io.sightline.indexer;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import io.sightline.contract.face.Embedding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads sightings from the index. Thread-safe. */
final class SightingSearch {
  private final ElasticsearchClient client;
  private final SightingIndices indices;

  /**
   * @param next where the following page starts; empty at the end
   */
  record Page(List<Map<String, Object>> sightings, Optional<Cursor> next) {}

  SightingSearch(ElasticsearchClient client, SightingIndices indices) {
    this.client = client;
    this.indices = indices;
  }

  /**
   * Newest first. What is indexed meanwhile is newer than any page that follows, so pages have no
   * gaps.
   */
  Page page(SightingQuery query, Optional<Cursor> cursor) throws IOException {
    SearchRequest.Builder search =
        new SearchRequest.Builder()
            .index(indices.all())
            .allowNoIndices(true)
            .size(query.limit() + 1)
            .source(s -> s.filter(f -> f.excludes(SightingDocument.HIDDEN)))
            .sort(
                s ->
                    s.field(
                        f ->
                            f.field("firstSeen")
                                .order(SortOrder.Desc)
                                .unmappedType(
                                    co.elastic.clients.elasticsearch._types.mapping.FieldType
                                        .Date)))
            .sort(
                s ->
                    s.field(
                        f ->
                            f.field("id")
                                .order(SortOrder.Desc)
                                .unmappedType(
                                    co.elastic.clients.elasticsearch._types.mapping.FieldType
                                        .Keyword)))
            .query(query.filter());
    cursor.ifPresent(c -> search.searchAfter(FieldValue.of(c.firstSeen()), FieldValue.of(c.id())));
    List<Hit<Map<String, Object>>> hits = search(search.build());
    boolean more = hits.size() > query.limit();
    List<Hit<Map<String, Object>>> shown = more ? hits.subList(0, query.limit()) : hits;
    return new Page(
        shown.stream().map(Hit::source).toList(),
        more ? Optional.of(Cursor.after(shown.get(shown.size() - 1))) : Optional.empty());
  }

  /** The most similar first, each with its {@code similarity}, the cosine. */
  List<Map<String, Object>> similar(Embedding face, SightingQuery query, double minSimilarity)
      throws IOException {
    List<Float> vector = new ArrayList<>();
    for (float v : face.values()) {
      vector.add(v);
    }
    SearchRequest search =
        SearchRequest.of(
            s ->
                s.index(indices.all(face.space()))
                    .allowNoIndices(true)
                    .size(query.limit())
                    .source(f -> f.filter(x -> x.excludes(SightingDocument.HIDDEN)))
                    .knn(
                        k ->
                            k.field("embedding")
                                .queryVector(vector)
                                .k(query.limit())
                                .numCandidates(Math.max(100, 2 * query.limit()))
                                .rescoreVector(r -> r.oversample(2f))
                                .filter(query.filter())));
    List<Map<String, Object>> found = new ArrayList<>();
    for (Hit<Map<String, Object>> hit : search(search)) {
      // Elasticsearch scores a cosine as (1 + cosine) / 2.
      double similarity = 2 * hit.score() - 1;
      if (similarity >= minSimilarity) {
        Map<String, Object> one = new LinkedHashMap<>(hit.source());
        one.put("similarity", similarity);
        found.add(one);
      }
    }
    return found;
  }

  /** One sighting with all its fields. */
  Optional<Map<String, Object>> byId(String id, boolean hidden) throws IOException {
    SearchRequest search =
        SearchRequest.of(
            s ->
                s.index(indices.all())
                    .allowNoIndices(true)
                    .size(1)
                    .source(
                        f ->
                            f.filter(
                                x ->
                                    hidden ? x.includes("*") : x.excludes(SightingDocument.HIDDEN)))
                    .query(q -> q.ids(i -> i.values(id))));
    return search(search).stream().findFirst().map(Hit::source);
  }

  void refresh() throws IOException {
    client.indices().refresh(r -> r.index(indices.all()).allowNoIndices(true));
  }

  @SuppressWarnings("unchecked")
  private List<Hit<Map<String, Object>>> search(SearchRequest request) throws IOException {
    SearchResponse<?> response = client.search(request, Map.class);
    return ((SearchResponse<Map<String, Object>>) response).hits().hits();
  }
}
