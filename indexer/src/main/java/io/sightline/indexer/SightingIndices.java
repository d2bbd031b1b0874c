package io.sightline.indexer;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.sightline.contract.wire.Sighting;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Names and makes the indices: one a day (UTC, by first seen, so that all versions of a sighting
 * meet in one) and embedding space, because embeddings of different spaces have different lengths
 * and are never compared. An index learns the length from its first document. Thread-safe.
 */
final class SightingIndices {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu.MM.dd");
  private static final int DAY_LENGTH = 10;
  private static final int LONGEST_WORD = 80;

  private final ElasticsearchClient client;
  private final String prefix;
  private volatile boolean ready;

  SightingIndices(ElasticsearchClient client, String prefix) {
    this.client = client;
    this.prefix = prefix + "sightings-";
  }

  String of(Sighting sighting) {
    return prefix
        + DAY.format(sighting.firstSeen().atOffset(ZoneOffset.UTC))
        + "-"
        + word(sighting.embedding().space());
  }

  /** All days of all spaces. */
  String all() {
    return prefix + "*";
  }

  /** All days of one space. */
  String all(String space) {
    return prefix + "*-" + word(space);
  }

  /** The day of an index; empty when the index is not one of ours. */
  Optional<LocalDate> day(String index) {
    int end = prefix.length() + DAY_LENGTH;
    if (!index.startsWith(prefix) || index.length() <= end || index.charAt(end) != '-') {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(index.substring(prefix.length(), end), DAY));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Sees to it that indices will be made with the right mapping. */
  void ensureTemplate() throws IOException {
    if (ready) {
      return;
    }
    String name = prefix.substring(0, prefix.length() - 1);
    String body =
        resource("sightings-template.json").replace("@PATTERN@", all()).replace("@ALIAS@", name);
    client.indices().putIndexTemplate(t -> t.name(name).withJson(new StringReader(body)));
    ready = true;
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

  static String resource(String name) throws IOException {
    try (InputStream in = SightingIndices.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
