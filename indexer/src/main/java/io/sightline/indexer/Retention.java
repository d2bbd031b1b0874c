package io.sightline.indexer;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.core.search.Hit;
import io.sightline.contract.config.RetentionConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what is too old: whole days of sightings and alerts, then unknowns one by one, and once a
 * day what Elasticsearch keeps of them. What cannot be removed keeps nothing else from it. For one
 * thread.
 */
final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int BATCH = 1000;
  private static final int CONFLICT = 409;

  private final ElasticsearchClient client;
  private final SightingIndices indices;
  private final DailyIndices alerts;
  private final RetentionConfig config;
  private final Clock clock;
  private final Consumer<Instant> verdicts;
  private final Merges merges;
  private final ClockWatch watch = new ClockWatch();
  private volatile String trouble = "";

  /** When each index was asked to forget: once a day is enough, it rewrites whole segments. */
  private final Map<String, LocalDate> expunged = new HashMap<>();

  /** What Elasticsearch was not asked to forget in the last round; empty while all is well. */
  private String kept = "";

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /**
   * @param verdicts removes those about nobody that were given before a time
   */
  Retention(Index index, RetentionConfig config, Consumer<Instant> verdicts, Clock clock) {
    this.verdicts = verdicts;
    this.client = index.client();
    this.merges = new Merges(client);
    this.indices = index.sightingDays();
    this.alerts = index.alertDays();
    this.config = config;
    this.clock = clock;
  }

  /** One round; what fails is logged, and the next round tries it again. */
  void run() {
    Optional<String> doubts = watch.doubts(clock.instant());
    List<String> failures = doubts.map(List::of).orElseGet(this::sweep);
    failures.forEach(failure -> LOG.warn("retention was not applied: {}", failure));
    trouble = failures.isEmpty() ? kept : "retention was not applied: " + failures.get(0);
  }

  /** What the last round could not do, for people; empty while all is well. */
  String trouble() {
    return trouble;
  }

  /** Says what could not be removed. */
  List<String> sweep() {
    List<String> failures = new ArrayList<>();
    dropDays(indices.all(), indices::day, failures);
    dropDays(alerts.all(), index -> alerts.day(index, ""), failures);
    Query old = unknownsBefore(clock.instant().minus(config.unknown()));
    Set<String> days = existing(indices.all(), failures);
    days.removeIf(index -> indices.day(index).isEmpty());
    days.forEach(index -> attempt(index, failures, () -> dropUnknowns(index, old)));
    // As long as the alert that shows the same face.
    Instant oldest = clock.instant().minus(config.matched());
    attempt("verdicts", failures, () -> verdicts.accept(oldest));
    // What earlier rounds removed: what this one did cannot be expunged yet.
    expunge(days);
    return failures;
  }

  /** Of days on which nobody is left to be removed. What fails is asked for in the next round. */
  private void expunge(Set<String> days) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    LocalDate oldest = LocalDate.ofInstant(clock.instant().minus(config.unknown()), ZoneOffset.UTC);
    List<String> failures = new ArrayList<>();
    expunged.values().removeIf(day -> !day.equals(today));
    days.stream()
        .filter(index -> indices.day(index).filter(day -> day.isBefore(oldest)).isPresent())
        .filter(index -> !expunged.containsKey(index))
        .forEach(
            index ->
                attempt(
                    index,
                    failures,
                    () -> {
                      merges.expunge(index);
                      expunged.put(index, today);
                    }));
    failures.forEach(f -> LOG.warn("what was removed may lie in Elasticsearch still: {}", f));
    kept =
        failures.isEmpty()
            ? ""
            : "what was removed may lie in Elasticsearch still: " + failures.get(0);
  }

  private static void attempt(String what, List<String> failures, Step step) {
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      failures.add(what + ": " + e.getMessage());
    }
  }

  private Set<String> existing(String pattern, List<String> failures) {
    Set<String> found = new TreeSet<>();
    attempt(
        pattern,
        failures,
        () ->
            found.addAll(
                client
                    .indices()
                    .get(g -> g.index(pattern).allowNoIndices(true))
                    .result()
                    .keySet()));
    return found;
  }

  /** Indices of other names are left alone. */
  private void dropDays(
      String pattern, Function<String, Optional<LocalDate>> dayOf, List<String> failures) {
    LocalDate oldest = LocalDate.ofInstant(clock.instant().minus(config.matched()), ZoneOffset.UTC);
    for (String index : existing(pattern, failures)) {
      if (dayOf.apply(index).filter(day -> day.isBefore(oldest)).isPresent()) {
        attempt(
            index,
            failures,
            () -> {
              client.indices().delete(d -> d.index(index));
              LOG.info("dropped {}", index);
            });
      }
    }
  }

  /**
   * @throws IOException when some can not be removed
   */
  private void dropUnknowns(String index, Query old) throws IOException {
    List<Hit<Void>> found;
    do {
      client.indices().refresh(r -> r.index(index));
      found = find(index, old);
      if (!found.isEmpty()) {
        LOG.info("removed {} sightings of unknowns from {}", remove(found), index);
      }
    } while (found.size() == BATCH);
  }

  private static Query unknownsBefore(Instant time) {
    return Query.of(
        q ->
            q.bool(
                b ->
                    b.mustNot(n -> n.exists(e -> e.field("identity.id")))
                        .filter(
                            f ->
                                f.range(
                                    r -> r.date(d -> d.field("lastSeen").lt(time.toString()))))));
  }

  private List<Hit<Void>> find(String index, Query query) throws IOException {
    return client
        .search(
            s ->
                s.index(index)
                    .size(BATCH)
                    .source(f -> f.fetch(false))
                    .seqNoPrimaryTerm(true)
                    .query(query),
            Void.class)
        .hits()
        .hits();
  }

  /**
   * Deletes each as it was found: one that has got a name since then stays.
   *
   * @return how many
   * @throws IOException when another could not be deleted, with the first reason
   */
  private long remove(List<Hit<Void>> found) throws IOException {
    BulkRequest.Builder bulk = new BulkRequest.Builder();
    for (Hit<Void> hit : found) {
      bulk.operations(
          o ->
              o.delete(
                  d ->
                      d.index(hit.index())
                          .id(hit.id())
                          .ifSeqNo(hit.seqNo())
                          .ifPrimaryTerm(hit.primaryTerm())));
    }
    List<BulkResponseItem> items = client.bulk(bulk.build()).items();
    for (BulkResponseItem item : items) {
      if (item.error() != null && item.status() != CONFLICT) {
        throw new IOException(
            "sighting " + item.id() + " cannot be removed: " + item.error().reason());
      }
    }
    return items.stream().filter(i -> i.error() == null).count();
  }
}
