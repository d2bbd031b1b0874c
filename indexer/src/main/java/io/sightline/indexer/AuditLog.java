package io.sightline.indexer;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line of the log about each request that changes something or searches by a face. */
final class AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.sightline.audit");

  private AuditLog() {}

  /** Called when the request was answered. */
  static void note(Context request) {
    if (request.method() != HandlerType.GET) {
      LOG.info(
          "{} {}: {}, by {} from {}",
          request.method(),
          oneLine(request.path()),
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
