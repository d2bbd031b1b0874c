package io.sightline.indexer;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sightline.contract.service.OneLine;
import io.sightline.contract.wire.AlertAction;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was raised, and what operators do about it.
 *
 * @param deliveries of an alert, by its id
 */
record AlertRoutes(
    AlertSearch search,
    AlertActions actions,
    Function<String, List<Map<String, Object>>> deliveries,
    Clock clock)
    implements Routes {
  private static final Logger LOG = LoggerFactory.getLogger(AlertRoutes.class);

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/api/v1/alerts", this::list);
    routes.get("/api/v1/alerts/{id}", this::one);
    routes.get("/api/v1/alerts/{id}/crop", r -> SightingRoutes.crop(r, alert(r, true)));
    routes.post("/api/v1/alerts/{id}/actions", this::act);
  }

  private void list(Context r) throws IOException {
    Parameters parameters = Parameters.of(r, AlertQuery.PARAMETERS);
    r.json(
        SightingRoutes.page("alerts", search.page(AlertQuery.of(parameters), parameters.cursor())));
  }

  private void one(Context r) throws IOException {
    Map<String, Object> alert = new LinkedHashMap<>(alert(r, false));
    alert.put("deliveries", deliveries.apply(r.pathParam("id")));
    r.json(alert);
  }

  private Map<String, Object> alert(Context r, boolean hidden) throws IOException {
    String id = r.pathParam("id");
    return search.byId(id, hidden).orElseThrow(() -> Problem.notFound("no alert " + id));
  }

  /**
   * Accepted is not done: the recogniser alone changes alerts, and leaves out what does not fit the
   * state it finds. What a channel has told of is there, even if not to be searched for yet.
   */
  private void act(Context r) {
    JsonNode body = WatchlistRoutes.json(r);
    AlertAction action =
        ActionRequest.read(r.pathParam("id"), body, RequestKey.of(r), clock.instant());
    if (deliveries.apply(action.alertId()).isEmpty()) {
      requireKnown(r);
    }
    actions.send(action);
    AuditLog.done(r, what(action));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", action.id());
    answer.put("alert", action.alertId());
    answer.put("action", action.kind().name().toLowerCase(Locale.ROOT));
    answer.put("by", action.by());
    answer.put("at", action.at().toString());
    r.status(202).header("Location", "/api/v1/alerts/" + action.alertId()).json(answer);
  }

  /** The note is not said: it is the operator's words, perhaps about somebody. */
  private static String what(AlertAction action) {
    return action.kind()
        + " by "
        + action.by()
        + (action.kind() == AlertAction.Kind.CLOSE ? ", " + action.verdict() : "")
        + (action.notThisPerson() ? ", not this person" : "")
        + ", action "
        + action.id();
  }

  /** Whether there is such an alert at all the recogniser knows, too, when the index is away. */
  private void requireKnown(Context r) {
    try {
      alert(r, false);
    } catch (IOException | ElasticsearchException e) {
      LOG.warn("alert {} is not looked up: {}", OneLine.of(r.pathParam("id")), e.getMessage());
    }
  }
}
