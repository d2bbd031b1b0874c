package io.sightline.indexer;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sightline.contract.service.OneLine;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line of the log about each request that changes something, asks about a person, shows a face,
 * or was not allowed. Of people it has ids alone, and of what was asked nothing that is no id, time
 * or number.
 */
final class AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.sightline.audit");
  private static final String DONE = "io.sightline.done";

  /** Pages about people, whatever is asked for. */
  private static final Pattern ABOUT_PEOPLE =
      Pattern.compile("/api/v1/(identities|journeys)(/.*)?|/api/v1/.*/crop");

  /** Parameters whose values are ids, times, numbers or words of ours. */
  private static final Set<String> SHOWN =
      Set.of(
          "identity",
          "sighting",
          "camera",
          "watchlist",
          "from",
          "to",
          "limit",
          "minSimilarity",
          "masked",
          "state",
          "severity",
          "retrospective");

  /** Others have values that are nobody's business, as whom a name or a cursor stands for. */
  private static final Set<String> NAMED = Set.of("name", "cursor");

  /** Of an id, a time or a number. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:~-]{1,128}");

  /** Of our own paths: all that is shown of a request that was not allowed. */
  private static final Set<String> WORDS =
      Set.of(
          "api",
          "v1",
          "openapi.json",
          "identities",
          "sightings",
          "search",
          "crop",
          "alerts",
          "actions",
          "verdicts",
          "watchlists",
          "members",
          "journeys",
          "channels");

  private static final String HIDDEN = "…";
  private static final int LONGEST = 300;

  private AuditLog() {}

  /** Says what a request did, where its path does not; no names. */
  static void done(Context request, String what) {
    request.attribute(DONE, what);
  }

  /** Called when the request was answered. */
  static void note(Context request) {
    int status = request.statusCode();
    if (request.method() != HandlerType.GET
        || status == 401
        || status == 403
        || ABOUT_PEOPLE.matcher(request.path()).matches()
        || request.queryParam("identity") != null) {
      String done = request.attribute(DONE);
      LOG.info(
          "{} {}: {}{}, by {} from {}",
          request.method(),
          shown(request, status == 401 || status == 403),
          status,
          Optional.ofNullable(done).map(d -> " (" + OneLine.of(d) + ")").orElse(""),
          AccessGuard.who(request),
          request.ip());
    }
  }

  /** Whom it asks about, the query says; who was not allowed may have written anything there. */
  private static String shown(Context request, boolean refused) {
    String path =
        Stream.of(request.path().split("/", -1))
            .map(s -> refused && !WORDS.contains(s) && !s.isEmpty() ? HIDDEN : segment(s))
            .collect(Collectors.joining("/"));
    String query =
        refused || request.queryString() == null
            ? ""
            : request.queryParamMap().entrySet().stream()
                .flatMap(e -> e.getValue().stream().map(v -> parameter(e.getKey(), v)))
                .distinct()
                .collect(Collectors.joining("&", "?", ""));
    String text = path + query;
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + HIDDEN;
  }

  private static String segment(String raw) {
    String text;
    try {
      text = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return HIDDEN;
    }
    return text.isEmpty() ? "" : plain(text);
  }

  private static String parameter(String name, String value) {
    if (SHOWN.contains(name)) {
      return name + "=" + plain(value);
    }
    return NAMED.contains(name) ? name + "=" + HIDDEN : HIDDEN;
  }

  private static String plain(String text) {
    return PLAIN.matcher(text).matches() ? text : HIDDEN;
  }
}
