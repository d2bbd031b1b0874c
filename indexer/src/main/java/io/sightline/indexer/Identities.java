package io.sightline.indexer;

import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.Template;
import io.sightline.contract.wire.Unknown;
import io.sightline.indexer.topic.Removal;
import io.sightline.indexer.topic.TopicTable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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
   *
   * @throws Problem when it was made and deleted: a request that comes late brings nobody back
   */
  synchronized Enrollment make(
      String id, String name, List<Template> templates, Predicate<Enrollment> done) {
    Optional<Removal> removal = table.removal(id);
    requireNotDeleted(id);
    return save(id, name, byId(id), removal, templates, done);
  }

  /**
   * Names an identity anew and adds to its templates.
   *
   * @param done whether it has them already; then nothing changes
   * @throws Problem when there is none, or none any more: what was forgotten stays so
   */
  synchronized Enrollment add(
      String id, String name, List<Template> added, Predicate<Enrollment> done) {
    Optional<Removal> removal = table.removal(id);
    return save(id, name, Optional.of(existing(id)), removal, added, done);
  }

  /**
   * For ids that are used once: that of a request with a key.
   *
   * @throws Problem when there was such an identity within a day or more, and is none any more
   */
  void requireNotDeleted(String id) {
    if (byId(id).isEmpty() && table.removal(id).isPresent()) {
      throw new Problem(
          410,
          "Deleted meanwhile",
          "this request was done, and identity " + id + ", which it made, was deleted since");
    }
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
      String id,
      String name,
      Optional<Enrollment> before,
      Optional<Removal> removal,
      List<Template> added,
      Predicate<Enrollment> done) {
    if (before.filter(done).isPresent()) {
      return before.get();
    }
    List<Template> templates = new ArrayList<>(before.map(Enrollment::templates).orElse(List.of()));
    templates.addAll(added);
    checkTemplates(templates.size());
    List<Template> negatives = before.map(Enrollment::negatives).orElse(List.of());
    Unknown unknown = before.map(Enrollment::unknown).orElse(Unknown.NONE);
    Enrollment after = new Enrollment(id, name, templates, negatives, clock.instant(), unknown);
    if (!table.change(id, after, removal)) {
      throw Problem.notFound("no identity " + id + " any more");
    }
    return after;
  }

  /**
   * Adds a face that is not this identity; once, whoever asks again. Of too many the oldest goes.
   *
   * @return whether anything changed; not so when there is no such identity any more
   */
  synchronized boolean addNegative(String id, Template negative) {
    Optional<Removal> removal = table.removal(id);
    Optional<Enrollment> before = byId(id).filter(e -> !has(e, negative.id()));
    if (before.isEmpty()) {
      return false;
    }
    List<Template> negatives = new ArrayList<>(before.get().negatives());
    negatives.add(negative);
    int surplus = Math.max(0, negatives.size() - MOST_NEGATIVES);
    return replaceNegatives(before.get(), removal, negatives.subList(surplus, negatives.size()));
  }

  /** Takes back the negative of this id, whose ever it is; says whether there was one. */
  synchronized boolean removeNegative(String negativeId) {
    boolean changed = false;
    for (String id : table.all().stream().map(Enrollment::identityId).toList()) {
      Optional<Removal> removal = table.removal(id);
      Optional<Enrollment> holder = byId(id).filter(e -> has(e, negativeId));
      if (holder.isPresent()) {
        List<Template> others =
            holder.get().negatives().stream().filter(n -> !n.id().equals(negativeId)).toList();
        changed |= replaceNegatives(holder.get(), removal, others);
      }
    }
    return changed;
  }

  /** Says whether the identity is there still. */
  private boolean replaceNegatives(
      Enrollment e, Optional<Removal> removal, List<Template> negatives) {
    Enrollment after =
        new Enrollment(
            e.identityId(),
            e.displayName(),
            e.templates(),
            negatives,
            clock.instant(),
            e.unknown());
    return table.change(e.identityId(), after, removal);
  }

  private static boolean has(Enrollment e, String negativeId) {
    return e.negatives().stream().anyMatch(n -> n.id().equals(negativeId));
  }

  synchronized void remove(String id) {
    table.remove(id);
  }
}
