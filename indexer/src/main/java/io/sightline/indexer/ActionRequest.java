package io.sightline.indexer;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.contract.wire.AlertAction;
import io.sightline.contract.wire.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An action as the API takes it. */
final class ActionRequest {
  private static final Set<String> KEYS =
      new TreeSet<>(Set.of("action", "verdict", "notThisPerson", "note", "by"));
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_NOTE = 2000;

  private ActionRequest() {}

  /**
   * @param key of the client's, so that a request that is sent again is done once
   * @throws Problem when it is not right
   */
  static AlertAction read(String alertId, JsonNode body, RequestKey key, Instant now) {
    body.fieldNames()
        .forEachRemaining(
            name -> require(KEYS.contains(name), "there is no key '" + name + "'; known: " + KEYS));
    AlertAction.Kind kind = word(body, "action", AlertAction.Kind.class);
    boolean close = kind == AlertAction.Kind.CLOSE;
    require(close || !body.has("verdict"), "verdict: only 'close' has one");
    Verdict verdict = close ? word(body, "verdict", Verdict.class) : Verdict.NONE;
    require(!close || verdict != Verdict.NONE, "verdict: must say something");
    JsonNode negative = body.path("notThisPerson");
    require(
        negative.isMissingNode() || negative.isBoolean(), "notThisPerson: must be true or false");
    require(
        !negative.asBoolean() || verdict == Verdict.FALSE_MATCH,
        "notThisPerson: needs the verdict false_match");
    String note = text(body, "note", LONGEST_NOTE);
    require(kind != AlertAction.Kind.NOTE || !note.isEmpty(), "note: is missing");
    String by = text(body, "by", LONGEST_NAME);
    require(!by.isEmpty(), "by: is missing; who does this?");
    // The same key with another action is another one: under the same id it would be left out.
    String content =
        String.join(
            "\n", kind.name(), verdict.name(), String.valueOf(negative.asBoolean()), by, note);
    return new AlertAction(
        key.id(alertId, content),
        alertId,
        kind,
        verdict,
        negative.asBoolean(),
        by,
        // What documents show of it, so that a client can compare.
        now.truncatedTo(ChronoUnit.MILLIS),
        note);
  }

  private static String text(JsonNode body, String key, int longest) {
    JsonNode value = body.path(key);
    require(value.isMissingNode() || value.isTextual(), key + ": is no text");
    String text = value.asText("").strip();
    require(text.length() <= longest, key + ": may have " + longest + " characters");
    return text;
  }

  private static <E extends Enum<E>> E word(JsonNode body, String key, Class<E> type) {
    String word = body.path(key).asText("");
    return Arrays.stream(type.getEnumConstants())
        .filter(e -> lower(e).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.badRequest(
                    "%s: must be one of %s, is '%s'".formatted(key, words(type), word)));
  }

  private static String words(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(ActionRequest::lower)
        .filter(w -> !w.equals("none"))
        .collect(Collectors.joining(", "));
  }

  private static String lower(Enum<?> e) {
    return e.name().toLowerCase(Locale.ROOT);
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw Problem.badRequest(complaint);
    }
  }
}
