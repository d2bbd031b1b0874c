package io.sightline.indexer;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sightline.contract.service.OneLine;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line of the log about each request that changes something, asks about a person, shows a face,
 * or was not allowed. Of people it has ids alone.
 */
final class AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.sightline.audit");
  private static final String DONE = "io.sightline.done";

  /** Pages about people, whatever is asked for. */
  private static final Pattern ABOUT_PEOPLE =
      Pattern.compile("/api/v1/(identities|journeys)(/.*)?|/api/v1/.*/crop");

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
      // Who is looked for by name is not to be found in the log.
      String query = request.queryParam("name") == null ? request.queryString() : "name=...";
      String done = request.attribute(DONE);
      LOG.info(
          "{} {}: {}{}, by {} from {}",
          request.method(),
          // Whom it asks about, the query says.
          OneLine.of(request.path() + (query == null ? "" : "?" + query)),
          status,
          Optional.ofNullable(done).map(d -> " (" + OneLine.of(d) + ")").orElse(""),
          AccessGuard.who(request),
          request.ip());
    }
  }
}
