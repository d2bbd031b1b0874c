package io.sightline.indexer;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.wire.Sighting;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names and makes the indices: one a day (UTC, by first seen, so that all versions of a sighting
 * meet in one) and embedding space, because embeddings of different spaces have different lengths
 * and are never compared. Thread-safe.
 */
final class SightingIndices {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy.MM.dd").withZone(ZoneOffset.UTC);

  private final ElasticsearchClient client;
  private final String prefix;
  private final Set<String> templates = ConcurrentHashMap.newKeySet();

  SightingIndices(ElasticsearchClient client, String prefix) {
    this.client = client;
    this.prefix = prefix + "sightings-";
  }

  String of(Sighting sighting) {
    return prefix + DAY.format(sighting.firstSeen()) + "-" + word(sighting.embedding().space());
  }

  /** All days of all spaces. */
  String all() {
    return prefix + "*";
  }

  /** All days of one space. */
  String all(String space) {
    return prefix + "*-" + word(space);
  }

  /** The day of an index of ours. */
  LocalDate day(String index) {
    return LocalDate.parse(
        index.substring(prefix.length(), prefix.length() + 10),
        DateTimeFormatter.ofPattern("yyyy.MM.dd"));
  }

  /** Sees to it that a sighting's index will be made with the right mapping. */
  void ensureTemplate(Embedding embedding) throws IOException {
    String space = word(embedding.space());
    if (templates.contains(space)) {
      return;
    }
    String body =
        resource("sightings-template.json")
            .replace("@PATTERN@", all(embedding.space()))
            .replace("@ALIAS@", prefix.substring(0, prefix.length() - 1))
            .replace("\"@DIMS@\"", String.valueOf(embedding.values().length));
    client.indices().putIndexTemplate(t -> t.name(prefix + space).withJson(new StringReader(body)));
    templates.add(space);
  }

  /** An index name knows small letters only; no hyphen, which divides its parts. */
  private static String word(String space) {
    return space.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]", "_");
  }

  static String resource(String name) throws IOException {
    try (InputStream in = SightingIndices.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
