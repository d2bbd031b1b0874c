package io.sightline.indexer;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sightline.contract.wire.Watchlist;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is looked out for, and how. */
record WatchlistRoutes(
    Watchlists watchlists,
    Identities identities,
    LookBack lookBack,
    Forecast forecast,
    Set<String> channels,
    Clock clock)
    implements Routes {
  private static final Logger LOG = LoggerFactory.getLogger(WatchlistRoutes.class);
  private static final int MOST_SAID = 100;
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/api/v1/watchlists", this::list);
    routes.get("/api/v1/watchlists/{id}", this::one);
    routes.put("/api/v1/watchlists/{id}", this::put);
    routes.delete("/api/v1/watchlists/{id}", this::remove);
    routes.put("/api/v1/watchlists/{id}/members/{identity}", this::addMember);
    routes.delete("/api/v1/watchlists/{id}/members/{identity}", this::removeMember);
  }

  private void list(Context r) {
    r.json(Map.of("watchlists", watchlists.all().stream().map(WatchlistDocument::of).toList()));
  }

  private void one(Context r) {
    Watchlist list = watchlist(r);
    Map<String, Object> document = WatchlistDocument.of(list);
    expected(list).ifPresent(f -> document.put("expectedFalseAlerts", f));
    r.json(document);
  }

  /** A list can be read, and so be changed, while the index is away. */
  private Optional<Map<String, Object>> expected(Watchlist list) {
    try {
      return forecast.of(list);
    } catch (IOException | ElasticsearchException e) {
      LOG.warn("watchlist {} is shown without a forecast: {}", list.id(), e.getMessage());
      return Optional.empty();
    }
  }

  private Watchlist watchlist(Context r) {
    String id = r.pathParam("id");
    return watchlists.byId(id).orElseThrow(() -> Problem.notFound("no watchlist " + id));
  }

  private void put(Context r) {
    String id = r.pathParam("id");
    JsonNode body = json(r);
    Set<String> before = watchlists.byId(id).map(Watchlist::members).orElse(Set.of());
    Predicate<String> known = m -> before.contains(m) || identities.byId(m).isPresent();
    Watchlist list = WatchlistDocument.read(id, body, channels, known, clock.instant());
    Optional<Instant> read = WatchlistDocument.changedAt(body);
    read.ifPresent(at -> watchlists.requireUnchanged(id, at));
    // First, or who repeats a request that failed between would have asked for nothing new.
    list.members().stream().filter(m -> !before.contains(m)).forEach(m -> lookBack.member(id, m));
    boolean created =
        read.map(at -> watchlists.put(list, at)).orElseGet(() -> watchlists.put(list));
    AuditLog.done(r, change(before, list.members()));
    r.status(created ? 201 : 200).json(WatchlistDocument.of(watchlist(r)));
  }

  private static String change(Set<String> before, Set<String> after) {
    Set<String> added = new TreeSet<>(after);
    added.removeAll(before);
    Set<String> takenOff = new TreeSet<>(before);
    takenOff.removeAll(after);
    return "added " + some(added) + ", taken off " + some(takenOff);
  }

  /** A line is a line, whoever puts thousands on a list. */
  private static String some(Set<String> ids) {
    return ids.size() <= MOST_SAID
        ? ids.toString()
        : ids.stream().limit(MOST_SAID).toList() + " and " + (ids.size() - MOST_SAID) + " more";
  }

  /** The body as JSON. */
  static JsonNode json(Context r) {
    try {
      return JSON.readTree(r.body());
    } catch (JsonProcessingException e) {
      throw Problem.badRequest("the body is no JSON: " + e.getOriginalMessage());
    }
  }

  private void remove(Context r) {
    watchlists.remove(watchlist(r).id());
    r.status(204);
  }

  private void addMember(Context r) {
    Watchlist list = watchlist(r);
    String identity = r.pathParam("identity");
    if (list.kind() == Watchlist.Kind.UNKNOWN) {
      throw new Problem(409, "No members", "a list of kind unknown has none");
    }
    if (identities.byId(identity).isEmpty()) {
      throw Problem.notFound("no identity " + identity);
    }
    lookBack.member(list.id(), identity);
    r.json(changed(r, watchlists.addMember(list.id(), identity)));
  }

  private void removeMember(Context r) {
    Watchlist list = watchlist(r);
    String identity = r.pathParam("identity");
    if (!list.members().contains(identity)) {
      throw Problem.notFound("watchlist " + list.id() + " has no member " + identity);
    }
    r.json(changed(r, watchlists.removeMember(list.id(), identity)));
  }

  private static Map<String, Object> changed(Context r, Optional<Watchlist> list) {
    return list.map(WatchlistDocument::of)
        .orElseThrow(() -> Problem.notFound("no watchlist " + r.pathParam("id")));
  }
}
