package io.sightline.indexer;

import co.elastic.clients.elasticsearch._types.SortOrder;
import io.sightline.indexer.document.AlertDocument;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Reads alerts from the index. Thread-safe. */
final class AlertSearch {
  private final Searcher searcher;
  private final Searcher.Place place;

  AlertSearch(Searcher searcher, DailyIndices indices) {
    this.searcher = searcher;
    this.place = new Searcher.Place(indices.all(), "raisedAt", AlertDocument.HIDDEN);
  }

  /** Newest first. */
  Searcher.Page page(AlertQuery query, Optional<Cursor> cursor) throws IOException {
    return searcher.page(place, query.filter(), SortOrder.Desc, query.limit(), cursor);
  }

  /** One alert with all its fields, or without the hidden ones. */
  Optional<Map<String, Object>> byId(String id, boolean hidden) throws IOException {
    return searcher.byId(place, id, hidden);
  }

  void refresh() throws IOException {
    searcher.refresh(place.indices());
  }
}
