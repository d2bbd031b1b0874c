package io.sightline.indexer;

import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.Template;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which identities are wanted.
 *
 * @param name a part of it, in capital letters or small ones
 */
record IdentityQuery(Optional<String> name, int limit, Optional<Cursor> cursor) {
  static final Set<String> PARAMETERS = Set.of("name", "limit", "cursor");

  /** By what never changes of an identity, as a name does: pages then repeat nobody, nor miss. */
  private static final Comparator<Cursor> ORDER =
      Comparator.comparingLong(Cursor::time).thenComparing(Cursor::id).reversed();

  static IdentityQuery of(Parameters parameters) {
    return new IdentityQuery(parameters.text("name"), parameters.limit(), parameters.cursor());
  }

  /** Those who were enrolled last come first. */
  Searcher.Page page(
      Collection<Enrollment> everybody, Function<Enrollment, Map<String, Object>> shown) {
    List<Enrollment> left =
        everybody.stream()
            .filter(e -> name.isEmpty() || small(e.displayName()).contains(small(name.get())))
            .filter(e -> cursor.isEmpty() || ORDER.compare(place(e), cursor.get()) > 0)
            .sorted(Comparator.comparing(IdentityQuery::place, ORDER))
            .limit(limit + 1L)
            .toList();
    boolean more = left.size() > limit;
    List<Enrollment> page = more ? left.subList(0, limit) : left;
    return new Searcher.Page(
        page.stream().map(shown).toList(),
        more ? Optional.of(place(page.get(limit - 1))) : Optional.empty());
  }

  /** Templates are only ever added. */
  private static Cursor place(Enrollment e) {
    Instant enrolled =
        e.templates().stream().findFirst().map(Template::addedAt).orElse(Instant.EPOCH);
    return new Cursor(enrolled.toEpochMilli(), e.identityId());
  }

  private static String small(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
