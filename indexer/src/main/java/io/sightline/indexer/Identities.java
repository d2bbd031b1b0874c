package io.sightline.indexer;

import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.Template;
import io.sightline.contract.wire.Unknown;
import io.sightline.indexer.topic.TopicTable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The enrolled identities, and every change to them. Thread-safe. */
final class Identities {
  /** So that an identity always fits into a message. */
  private static final int MOST_TEMPLATES = 200;

  private static final int MOST_NEGATIVES = 200;

  private final TopicTable<Enrollment> table;
  private final Clock clock;

  /**
   * @param table topic {@code enrollments}; stays the caller's
   */
  Identities(TopicTable<Enrollment> table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /** By name. */
  List<Enrollment> all() {
    return table.all().stream()
        .sorted(Comparator.comparing(Enrollment::displayName).thenComparing(Enrollment::identityId))
        .toList();
  }

  Optional<Enrollment> byId(String id) {
    return table.get(id);
  }

  /** Why what is known here may be out of date; empty while all is well. */
  String trouble() {
    return table.trouble();
  }

  /**
   * Whether there is no such identity, and not only none that is known here yet: what was written
   * before the call is read first.
   *
   * @throws io.sightline.indexer.topic.NotSavedException when that takes too long
   */
  boolean isGone(String id) {
    if (byId(id).isPresent()) {
      return false;
    }
    // A tombstone of nobody: it returns when it was read back.
    table.remove("");
    return byId(id).isEmpty();
  }

  /**
   * Makes an identity, once: where there is one of this id already, as {@link #add}. The same
   * request may be under way twice.
   */
  synchronized Enrollment make(String id, String name, List<Template> templates) {
    return save(id, name, byId(id), templates);
  }

  /**
   * Names an identity anew and adds to its templates. When it has all of them already, by their
   * ids, nothing changes.
   *
   * @throws Problem when there is none, or none any more: what was forgotten stays so
   */
  synchronized Enrollment add(String id, String name, List<Template> added) {
    return save(id, name, Optional.of(existing(id)), added);
  }

  /**
   * @throws Problem when there is no such identity
   */
  Enrollment existing(String id) {
    return byId(id).orElseThrow(() -> Problem.notFound("no identity " + id));
  }

  /**
   * @throws Problem when an identity would have too many
   */
  static void checkTemplates(int templates) {
    if (templates > MOST_TEMPLATES) {
      throw new Problem(
          422,
          "Too many photos",
          "the identity would have %d templates; it may have %d"
              .formatted(templates, MOST_TEMPLATES));
    }
  }

  private Enrollment save(
      String id, String name, Optional<Enrollment> before, List<Template> added) {
    List<Template> templates = new ArrayList<>(before.map(Enrollment::templates).orElse(List.of()));
    Set<String> had = templates.stream().map(Template::id).collect(Collectors.toSet());
    List<Template> missing = added.stream().filter(t -> !had.contains(t.id())).toList();
    if (before.isPresent() && missing.isEmpty()) {
      return before.get();
    }
    templates.addAll(missing);
    checkTemplates(templates.size());
    List<Template> negatives = before.map(Enrollment::negatives).orElse(List.of());
    Unknown unknown = before.map(Enrollment::unknown).orElse(Unknown.NONE);
    Enrollment after = new Enrollment(id, name, templates, negatives, clock.instant(), unknown);
    table.put(id, after);
    return after;
  }

  /**
   * Adds a face that is not this identity; once, whoever asks again. Of too many the oldest goes.
   *
   * @return whether anything changed; not so when there is no such identity any more
   */
  synchronized boolean addNegative(String id, Template negative) {
    Optional<Enrollment> before = byId(id).filter(e -> !has(e, negative.id()));
    before.ifPresent(
        e -> {
          List<Template> negatives = new ArrayList<>(e.negatives());
          negatives.add(negative);
          int surplus = Math.max(0, negatives.size() - MOST_NEGATIVES);
          replaceNegatives(e, negatives.subList(surplus, negatives.size()));
        });
    return before.isPresent();
  }

  /** Takes back the negative of this id, whose ever it is; says whether there was one. */
  synchronized boolean removeNegative(String negativeId) {
    List<Enrollment> holders = table.all().stream().filter(e -> has(e, negativeId)).toList();
    for (Enrollment e : holders) {
      replaceNegatives(e, e.negatives().stream().filter(n -> !n.id().equals(negativeId)).toList());
    }
    return !holders.isEmpty();
  }

  private void replaceNegatives(Enrollment e, List<Template> negatives) {
    table.put(
        e.identityId(),
        new Enrollment(
            e.identityId(),
            e.displayName(),
            e.templates(),
            negatives,
            clock.instant(),
            e.unknown()));
  }

  private static boolean has(Enrollment e, String negativeId) {
    return e.negatives().stream().anyMatch(n -> n.id().equals(negativeId));
  }

  synchronized void remove(String id) {
    table.remove(id);
  }
}
