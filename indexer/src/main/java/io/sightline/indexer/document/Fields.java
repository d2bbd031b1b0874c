package io.sightline.indexer.document;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What documents are made of. */
final class Fields {

  private Fields() {}

  /**
   * Names and values in turn. They keep their order ({@code Map.of} has another one in each
   * process), so that the same record is the same bytes whenever it is told.
   */
  static Map<String, Object> of(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  /** The index keeps milliseconds. */
  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
