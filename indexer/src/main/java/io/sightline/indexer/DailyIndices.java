package io.sightline.indexer;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Indices of one kind of document, a new one each day (UTC), such as alerts-2026.01.31.
 * Thread-safe.
 */
final class DailyIndices {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu.MM.dd");
  private static final int DAY_LENGTH = 10;

  private final ElasticsearchClient client;
  private final String name;
  private final String template;
  private volatile int madeAfter = -1;

  /**
   * @param name before the day; also the alias of all days
   * @param template resource with the mapping
   */
  DailyIndices(ElasticsearchClient client, String name, String template) {
    this.client = client;
    this.name = name;
    this.template = template;
  }

  String of(Instant time) {
    return name + "-" + DAY.format(time.atOffset(ZoneOffset.UTC));
  }

  /** All days. */
  String all() {
    return name + "-*";
  }

  /** The day of an index, and what follows it; empty when the index is not one of ours. */
  Optional<LocalDate> day(String index, String suffix) {
    int begin = name.length() + 1;
    int end = begin + DAY_LENGTH;
    if (!index.startsWith(name + "-")
        || index.length() < end
        || !index.substring(end).matches(suffix)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(index.substring(begin, end), DAY));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** See {@link Documents#ensureTemplate}. */
  void ensureTemplate(int outages) throws IOException {
    if (madeAfter == outages) {
      return;
    }
    String body = resource(template).replace("@PATTERN@", all()).replace("@ALIAS@", name);
    client.indices().putIndexTemplate(t -> t.name(name).withJson(new StringReader(body)));
    madeAfter = outages;
  }

  static String resource(String name) throws IOException {
    try (InputStream in = DailyIndices.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
