package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.Template;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdentityQueryTest {
  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

  private final List<Enrollment> people = new ArrayList<>();

  @Test
  void pagesStayAsTheyAreWhoeverIsEnrolledDeletedOrRenamedMeanwhile() {
    enrol("a", "Paul", 1);
    enrol("b", "Zoe", 2);
    enrol("c", "Ann", 3);
    enrol("d", "Bea", 4);
    enrol("e", "Cleo", 5);
    Searcher.Page first = page("", 2, Optional.empty());
    assertThat(ids(first)).as("who came last is first").containsExactly("e", "d");

    people.removeIf(e -> e.identityId().equals("c") || e.identityId().equals("d"));
    enrol("f", "Moe", 6);
    people.removeIf(e -> e.identityId().equals("b"));
    enrol("b", "Aaron", 2, 9);
    Searcher.Page second = page("", 2, first.next().map(Cursor::encode).map(Cursor::decode));
    assertThat(ids(second)).containsExactly("b", "a");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void whoWasEnrolledInTheSameMomentIsShownOnce() {
    for (String id : new String[] {"a", "b", "c"}) {
      enrol(id, "Ann", 1);
    }
    people.add(new Enrollment("none", "Ann", List.of(), T0));
    List<String> seen = new ArrayList<>();
    Optional<Cursor> next = Optional.empty();
    do {
      Searcher.Page page = page("", 1, next);
      seen.addAll(ids(page));
      next = page.next();
    } while (next.isPresent());
    assertThat(seen).containsExactly("c", "b", "a", "none");
  }

  @Test
  void aPartOfANameFindsIt() {
    enrol("a", "Änne Müller", 1);
    enrol("b", "Bob", 2);
    assertThat(ids(page("MÜLL", 9, Optional.empty()))).containsExactly("a");
    assertThat(ids(page("eve", 9, Optional.empty()))).isEmpty();
  }

  private Searcher.Page page(String name, int limit, Optional<Cursor> cursor) {
    Optional<String> part = Optional.of(name).filter(n -> !n.isEmpty());
    return new IdentityQuery(part, limit, cursor).page(people, e -> Map.of("id", e.identityId()));
  }

  private static List<String> ids(Searcher.Page page) {
    return page.documents().stream().map(d -> (String) d.get("id")).toList();
  }

  /**
   * @param seconds when each of the photos was added
   */
  private void enrol(String id, String name, int... seconds) {
    List<Template> templates = new ArrayList<>();
    for (int at : seconds) {
      templates.add(
          new Template(
              id + at, Faces.embedding("s", 0, 512), new byte[] {1}, "p", T0.plusSeconds(at)));
    }
    people.add(new Enrollment(id, name, templates, T0));
  }
}
