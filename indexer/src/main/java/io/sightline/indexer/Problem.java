package io.sightline.indexer;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request that cannot be answered as asked: becomes a problem document (RFC 9457). */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int status;
  private final String title;

  Problem(int status, String title, String detail) {
    super(detail);
    this.status = status;
    this.title = title;
  }

  static Problem badRequest(String detail) {
    return new Problem(400, "The request is not right", detail);
  }

  static Problem notFound(String detail) {
    return new Problem(404, "Not found", detail);
  }

  int status() {
    return status;
  }

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", "about:blank");
    document.put("title", title);
    document.put("status", status);
    document.put("detail", getMessage());
    return document;
  }
}
