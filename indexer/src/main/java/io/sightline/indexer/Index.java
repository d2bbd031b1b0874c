package io.sightline.indexer;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import java.time.Clock;
import java.time.Duration;

/** What one installation keeps in Elasticsearch. */
record Index(ElasticsearchClient client, SightingIndices sightingDays, DailyIndices alertDays) {

  /**
   * @param prefix before every index's name
   */
  Index(ElasticsearchClient client, String prefix) {
    this(
        client,
        new SightingIndices(client, prefix),
        new DailyIndices(client, prefix + "alerts", "alerts-template.json"));
  }

  SightingSearch sightings() {
    return new SightingSearch(new Searcher(client), sightingDays);
  }

  AlertSearch alerts() {
    return new AlertSearch(new Searcher(client), alertDays);
  }

  /**
   * @param complete for how long all sightings are kept
   */
  Forecast forecast(Duration complete, Clock clock) {
    return new Forecast(new Searcher(client), sightingDays, complete, clock);
  }
}
