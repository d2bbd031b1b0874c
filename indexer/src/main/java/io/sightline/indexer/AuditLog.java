package io.sightline.indexer;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line of the log about each request that changes something or searches by a face. */
final class AuditLog {
  private static final String BY_FACE = "io.sightline.by-face";

  private static final Logger LOG = LoggerFactory.getLogger("io.sightline.audit");

  private AuditLog() {}

  /** Says that this request searches by a face, though it only reads. */
  static void searchesByFace(Context request) {
    request.attribute(BY_FACE, true);
  }

  /** Called when the request was answered. */
  static void note(Context request) {
    boolean byFace = request.attribute(BY_FACE) != null;
    if (byFace || request.method() != HandlerType.GET) {
      LOG.info(
          "{} {}: {}, by {} from {}",
          request.method(),
          // Whose face it is, the query says.
          oneLine(byFace ? request.path() + "?" + request.queryString() : request.path()),
          request.statusCode(),
          AccessGuard.who(request),
          request.ip());
    }
  }

  /** What a client wrote must not look like a line of the log. */
  static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
