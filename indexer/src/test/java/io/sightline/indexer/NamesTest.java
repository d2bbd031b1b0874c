package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Index names and cursors. */
class NamesTest {
  private final SightingIndices indices = new SightingIndices(null, "x-");

  @Test
  void noTwoSpacesShareAnIndex() {
    List<String> names =
        Stream.of("a_b", "a-b", "A_b", "a.b", "a/b", "ä", "a".repeat(200), "a".repeat(201))
            .map(
                space ->
                    indices.of(
                        Faces.sighting(
                            "1",
                            1,
                            "lobby",
                            Instant.parse("2026-12-31T23:59:59.999Z"),
                            Faces.embedding(space, 0, 2))))
            .toList();
    assertThat(names)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("x-sightings-2026\\.12\\.31-[a-z0-9._]{1,90}"));
    assertThat(names)
        .allMatch(name -> indices.day(name).orElseThrow().equals(LocalDate.of(2026, 12, 31)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-sightings-",
        "x-sightings-notes",
        "x-sightings-2026.13.01-s",
        "x-sightings-2026.12.01",
        "y-sightings-2026.12.01-s"
      })
  void aStrangeIndexHasNoDay(String name) {
    assertThat(indices.day(name)).isEmpty();
  }

  @Test
  void aCursorSurvivesItsText() {
    Cursor cursor = new Cursor(1_767_225_599_999L, "cam 1-ü#7");
    assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
    assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%%%", "AAAA", "MTIz"})
  void whatIsNoCursorIsSaid(String text) {
    assertThatThrownBy(() -> Cursor.decode(text)).isInstanceOf(Problem.class);
  }
}
