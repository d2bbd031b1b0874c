package io.sightline.indexer.delivery;

import io.sightline.contract.service.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A body with {@code {{field}}} in the place of an alert's fields, named as in its JSON, with dots
 * into groups. In a template that begins as JSON does, texts are escaped to stand within quotes. A
 * field that an alert does not have is empty. Each stays on its line, whatever somebody called
 * themselves.
 */
final class Template {
  /** Every field that one can name. */
  static final Set<String> FIELDS =
      new TreeSet<>(
          List.of(
              "id",
              "version",
              "state",
              "severity",
              "watchlist.id",
              "watchlist.name",
              "identity.id",
              "identity.name",
              "identity.similarity",
              "identity.threshold",
              "identity.falseMatchRate",
              "camera",
              "raisedAt",
              "evidenceAt",
              "retrospective",
              "verdict",
              "changedBy",
              "changedAt",
              "note",
              "sighting.id",
              "sighting.firstSeen",
              "sighting.lastSeen",
              "sighting.masked"));

  private static final Pattern FIELD = Pattern.compile("\\{\\{\\s*(.*?)\\s*\\}\\}");

  private final String text;
  private final boolean json;

  Template(String text) {
    this.text = text;
    this.json = text.stripLeading().matches("(?s)(\\{(?!\\{)|\\[).*");
  }

  /** What is wrong with it. */
  static Optional<String> problem(String template) {
    List<String> strangers = new ArrayList<>();
    if (template != null) {
      FIELD.matcher(template).results().map(m -> m.group(1)).forEach(strangers::add);
    }
    strangers.removeAll(FIELDS);
    return strangers.isEmpty()
        ? Optional.empty()
        : Optional.of("no field " + strangers + "; there are " + FIELDS);
  }

  /** For the header. */
  String contentType() {
    return json ? "application/json" : "text/plain; charset=utf-8";
  }

  String fill(Map<String, Object> document) {
    return FIELD
        .matcher(text)
        .replaceAll(m -> java.util.regex.Matcher.quoteReplacement(value(document, m)));
  }

  private String value(Map<String, Object> document, MatchResult field) {
    Object value = document;
    for (String part : field.group(1).split("\\.")) {
      value = value instanceof Map<?, ?> group ? group.get(part) : null;
    }
    String plain = value == null ? "" : OneLine.of(String.valueOf(value));
    return json ? Json.quoted(plain) : plain;
  }
}
