package io.sightline.indexer;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Where people went. */
record JourneyRoutes(Journeys journeys) implements Routes {

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/api/v1/journeys", this::journey);
  }

  private void journey(Context r) throws IOException {
    Parameters parameters =
        Parameters.of(
            r, Set.of("identity", "sighting", "from", "to", "minSimilarity", "limit", "cursor"));
    Optional<String> identity = parameters.text("identity");
    Optional<String> sighting = parameters.text("sighting");
    if (identity.isPresent() == sighting.isPresent()) {
      throw Problem.badRequest("either identity or sighting is needed");
    }
    Journeys.Bounds bounds =
        new Journeys.Bounds(
            parameters.time("from"),
            parameters.time("to"),
            parameters.cosine("minSimilarity"),
            parameters.limit(),
            parameters.cursor());
    r.json(
        identity.isPresent()
            ? journeys.ofIdentity(identity.get(), bounds)
            : journeys.ofSighting(sighting.get(), bounds));
  }
}
