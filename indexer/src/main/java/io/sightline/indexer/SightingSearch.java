package io.sightline.indexer;

import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.search.Hit;
import io.sightline.contract.face.Embedding;
import io.sightline.indexer.document.SightingDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads sightings from the index. Thread-safe. */
final class SightingSearch {
  private final Searcher searcher;
  private final SightingIndices indices;
  private final Searcher.Place place;

  SightingSearch(Searcher searcher, SightingIndices indices) {
    this.searcher = searcher;
    this.indices = indices;
    this.place = new Searcher.Place(indices.all(), "firstSeen", SightingDocument.HIDDEN);
  }

  /** Newest first. */
  Searcher.Page page(SightingQuery query, Optional<Cursor> cursor) throws IOException {
    return searcher.page(place, query.filter(), SortOrder.Desc, query.limit(), cursor);
  }

  /** In the order in which they began. */
  Searcher.Page oldestFirst(SightingQuery query, Optional<Cursor> cursor) throws IOException {
    return searcher.page(place, query.filter(), SortOrder.Asc, query.limit(), cursor);
  }

  /** The most similar first, each with its {@code similarity}, the cosine. */
  List<Map<String, Object>> similar(Embedding face, SightingQuery query, double minSimilarity)
      throws IOException {
    List<Map<String, Object>> found = new ArrayList<>();
    for (Hit<Map<String, Object>> hit : nearest(face, query, SightingDocument.HIDDEN)) {
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

  /** The most similar of all times, with all their fields. */
  List<Map<String, Object>> candidates(Embedding face) throws IOException {
    return nearest(face, SightingQuery.ALL, List.of()).stream().map(Hit::source).toList();
  }

  private List<Hit<Map<String, Object>>> nearest(
      Embedding face, SightingQuery query, List<String> hidden) throws IOException {
    List<Float> vector = new ArrayList<>();
    for (float v : face.values()) {
      vector.add(v);
    }
    SearchRequest search =
        Searcher.request(indices.all(face.space()))
            .size(query.limit())
            .source(f -> f.filter(x -> x.excludes(hidden)))
            .knn(
                k ->
                    k.field("embedding")
                        .queryVector(vector)
                        .k(query.limit())
                        .numCandidates(Math.max(100, 2 * query.limit()))
                        .rescoreVector(r -> r.oversample(2f))
                        .filter(query.filter(), ofSpace(face.space())))
            .build();
    return searcher.search(search);
  }

  /** One sighting with all its fields, or without the hidden ones. */
  Optional<Map<String, Object>> byId(String id, boolean hidden) throws IOException {
    return searcher.byId(place, id, hidden);
  }

  private static Query ofSpace(String space) {
    return Query.of(q -> q.term(t -> t.field("space").value(space)));
  }

  void refresh() throws IOException {
    searcher.refresh(indices.all());
  }
}
