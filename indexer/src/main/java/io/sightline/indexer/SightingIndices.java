package io.sightline.indexer;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.sightline.contract.wire.Sighting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Names and makes the indices of sightings: one a day (by first seen, so that all versions of a
 * sighting meet in one) and embedding space, because embeddings of different spaces have different
 * lengths and are never compared. An index learns the length from its first document. Thread-safe.
 */
final class SightingIndices {
  private static final int LONGEST_WORD = 80;

  private final DailyIndices days;

  SightingIndices(ElasticsearchClient client, String prefix) {
    days = new DailyIndices(client, prefix + "sightings", "sightings-template.json");
  }

  String of(Sighting sighting) {
    return days.of(sighting.firstSeen()) + "-" + word(sighting.embedding().space());
  }

  /** All days of all spaces. */
  String all() {
    return days.all();
  }

  /** All days of one space. */
  String all(String space) {
    return days.all() + "-" + word(space);
  }

  /** The day of an index; empty when the index is not one of ours. */
  Optional<LocalDate> day(String index) {
    return days.day(index, "-.+");
  }

  void ensureTemplate(int outages) throws IOException {
    days.ensureTemplate(outages);
  }

  /**
   * An index name knows small letters only; no hyphen, which divides its parts. A space whose name
   * had to be changed gets a checksum, so that no two share an index.
   */
  private static String word(String space) {
    String word = space.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]", "_");
    if (word.equals(space) && word.length() <= LONGEST_WORD) {
      return word;
    }
    CRC32 sum = new CRC32();
    sum.update(space.getBytes(StandardCharsets.UTF_8));
    return word.substring(0, Math.min(word.length(), LONGEST_WORD))
        + "_%08x".formatted(sum.getValue());
  }
}
