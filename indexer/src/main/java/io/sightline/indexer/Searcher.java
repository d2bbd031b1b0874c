package io.sightline.indexer;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.mapping.FieldType;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the index; a part of an answer is never given for the whole. Thread-safe. */
record Searcher(ElasticsearchClient client) {
  private static final int TOO_MANY = 429;

  /**
   * @param next where the following page starts; empty at the end
   */
  record Page(List<Map<String, Object>> documents, Optional<Cursor> next) {}

  /**
   * What lies where, and in which order it is paged.
   *
   * @param indices a pattern
   * @param time field that never changes and orders the documents, along with {@code id}
   * @param hidden fields that are not shown
   */
  record Place(String indices, String time, List<String> hidden) {}

  /**
   * In the order of the place's time. Newest first: what is indexed meanwhile is newer than any
   * page that follows, so pages have no gaps.
   */
  Page page(Place place, Query query, SortOrder order, int limit, Optional<Cursor> cursor)
      throws IOException {
    SearchRequest.Builder search =
        request(place.indices())
            .size(limit + 1)
            .source(s -> s.filter(f -> f.excludes(place.hidden())))
            .sort(
                s -> s.field(f -> f.field(place.time()).order(order).unmappedType(FieldType.Date)))
            .sort(s -> s.field(f -> f.field("id").order(order).unmappedType(FieldType.Keyword)))
            .query(query);
    cursor.ifPresent(c -> search.searchAfter(FieldValue.of(c.time()), FieldValue.of(c.id())));
    List<Hit<Map<String, Object>>> hits = search(search.build());
    boolean more = hits.size() > limit;
    List<Hit<Map<String, Object>>> shown = more ? hits.subList(0, limit) : hits;
    return new Page(
        shown.stream().map(Hit::source).toList(),
        more ? Optional.of(Cursor.after(shown.get(shown.size() - 1))) : Optional.empty());
  }

  /** One document, with its hidden fields or without. */
  Optional<Map<String, Object>> byId(Place place, String id, boolean hidden) throws IOException {
    SearchRequest search =
        request(place.indices())
            .size(1)
            .source(f -> f.filter(x -> hidden ? x.includes("*") : x.excludes(place.hidden())))
            .query(q -> q.ids(i -> i.values(id)))
            .build();
    return search(search).stream().findFirst().map(Hit::source);
  }

  static SearchRequest.Builder request(String indices) {
    return new SearchRequest.Builder()
        .index(indices)
        .allowNoIndices(true)
        .allowPartialSearchResults(false);
  }

  void refresh(String indices) throws IOException {
    client.indices().refresh(r -> r.index(indices).allowNoIndices(true));
  }

  List<Hit<Map<String, Object>>> search(SearchRequest request) throws IOException {
    return answer(request).hits().hits();
  }

  @SuppressWarnings("unchecked")
  SearchResponse<Map<String, Object>> answer(SearchRequest request) throws IOException {
    try {
      SearchResponse<?> response = client.search(request, Map.class);
      return (SearchResponse<Map<String, Object>>) response;
    } catch (ElasticsearchException e) {
      if (e.status() == TOO_MANY || e.status() >= 500) {
        throw new IOException("Elasticsearch cannot answer now: " + e.getMessage(), e);
      }
      throw e;
    }
  }
}
