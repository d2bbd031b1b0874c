package io.sightline.indexer;

import io.sightline.indexer.document.ArchivedSighting;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a person went: their sightings over all cameras, in order, with the times between.
 * Thread-safe.
 *
 * @param similarityThreshold for unknowns whose own search had none; may be empty
 */
record Journeys(SightingSearch search, Optional<Double> similarityThreshold, Clock clock) {
  private static final Duration WINDOW = Duration.ofHours(24);

  /** What limits a journey. */
  record Bounds(
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<Double> minSimilarity,
      int limit,
      Optional<Cursor> cursor) {}

  /** Of an enrolled person; the last day's when no times are given. */
  Map<String, Object> ofIdentity(String identity, Bounds bounds) throws IOException {
    Instant to = bounds.to().orElseGet(clock::instant);
    Instant from = bounds.from().orElse(to.minus(WINDOW));
    return named(identity, from, to, bounds);
  }

  /**
   * Of whoever this sighting shows; of an unknown, the sightings that look like it.
   *
   * @throws Problem when there is no such sighting, or no threshold for it
   */
  Map<String, Object> ofSighting(String id, Bounds bounds) throws IOException {
    Map<String, Object> seed =
        search.byId(id, true).orElseThrow(() -> Problem.notFound("no sighting " + id));
    Instant from = bounds.from().orElse(time(seed, "firstSeen").minus(WINDOW));
    Instant to = bounds.to().orElse(time(seed, "lastSeen").plus(WINDOW));
    Optional<String> identity = text(seed, "identity", "id");
    return identity.isPresent()
        ? named(identity.get(), from, to, bounds)
        : alike(seed, from, to, bounds);
  }

  private Map<String, Object> named(String identity, Instant from, Instant to, Bounds bounds)
      throws IOException {
    SightingQuery query = query(Optional.of(identity), from, to, bounds);
    Searcher.Page page = search.oldestFirst(query, bounds.cursor());
    Map<String, Object> journey = journey(from, to, "identity");
    journey.put("identity", identity);
    journey.put("steps", steps(page.documents()));
    page.next().ifPresent(next -> journey.put("cursor", next.encode()));
    return journey;
  }

  private Map<String, Object> alike(
      Map<String, Object> seed, Instant from, Instant to, Bounds bounds) throws IOException {
    double minSimilarity = bounds.minSimilarity().orElseGet(() -> threshold(seed));
    List<Map<String, Object>> found =
        new ArrayList<>(
            search.similar(
                ArchivedSighting.embedding(seed),
                query(Optional.empty(), from, to, bounds),
                minSimilarity));
    found.sort(Comparator.comparing(step -> time(step, "firstSeen")));
    Map<String, Object> journey = journey(from, to, "embedding");
    journey.put("minSimilarity", minSimilarity);
    journey.put("steps", steps(found));
    return journey;
  }

  private static Map<String, Object> journey(Instant from, Instant to, String linkedBy) {
    Map<String, Object> journey = new LinkedHashMap<>();
    journey.put("from", from.toString());
    journey.put("to", to.toString());
    journey.put("linkedBy", linkedBy);
    return journey;
  }

  private static SightingQuery query(
      Optional<String> identity, Instant from, Instant to, Bounds bounds) {
    return new SightingQuery(
        identity,
        Optional.empty(),
        Optional.of(from),
        Optional.of(to),
        Optional.empty(),
        bounds.limit());
  }

  /** What its own search would have needed for a name: a fair measure of likeness. */
  private double threshold(Map<String, Object> seed) {
    if (seed.get("nearest") instanceof Map<?, ?> nearest
        && nearest.get("threshold") instanceof Number threshold) {
      return threshold.doubleValue();
    }
    return similarityThreshold.orElseThrow(
        () ->
            Problem.badRequest(
                "minSimilarity is needed: the sighting is unknown and nobody was enrolled to compare"
                    + " it with"));
  }

  private static List<Map<String, Object>> steps(List<Map<String, Object>> sightings) {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (Map<String, Object> sighting : sightings) {
      Map<String, Object> step = new LinkedHashMap<>(sighting);
      if (!steps.isEmpty()) {
        Instant before = time(steps.get(steps.size() - 1), "lastSeen");
        Duration between = Duration.between(before, time(sighting, "firstSeen"));
        step.put("secondsSincePrevious", between.toMillis() / 1000.0);
      }
      steps.add(step);
    }
    return steps;
  }

  private static Optional<String> text(Map<String, Object> document, String group, String key) {
    return document.get(group) instanceof Map<?, ?> map
        ? Optional.ofNullable((String) map.get(key))
        : Optional.empty();
  }

  private static Instant time(Map<String, Object> document, String key) {
    return Instant.parse((String) document.get(key));
  }
}
