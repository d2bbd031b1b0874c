package io.sightline.indexer;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** What operators said of alerts, as far as somebody may have to take it out. */
record VerdictRoutes(Verdicts verdicts) implements Routes {

  @Override
  public void register(RoutesConfig routes) {
    routes.delete("/api/v1/verdicts/{alert}", this::remove);
  }

  /** Who reads verdicts into the enrolments takes its negative back. */
  private void remove(Context r) {
    if (!verdicts.remove(r.pathParam("alert"))) {
      throw Problem.notFound("no verdict on alert " + r.pathParam("alert"));
    }
    r.status(204);
  }
}
