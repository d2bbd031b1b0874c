package io.sightline.indexer;

import io.javalin.http.HandlerType;
import java.util.List;

/** The routes that the code serves. */
final class ApiRoutes {

  private ApiRoutes() {}

  static List<String> of(IndexerService service) {
    return service.routes().stream()
        .filter(
            r ->
                r.method == HandlerType.GET
                    || r.method == HandlerType.POST
                    || r.method == HandlerType.PUT
                    || r.method == HandlerType.DELETE)
        .map(r -> r.method + " " + r.path)
        .toList();
  }
}
