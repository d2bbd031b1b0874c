package io.sightline.recognizer.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.config.MatchingConfig.Scan;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Reference;
import io.sightline.contract.wire.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The search beside a plain loop over everything, with more templates than fit into one block. */
class GallerySearchTest {
  private static final int SIZE = 64;
  private static final int IDENTITIES = 3000;
  private final RandomPeople people = new RandomPeople(SIZE, 7);
  private final Map<String, Enrollment> enrolled = new HashMap<>();

  @ParameterizedTest
  @EnumSource(Scan.class)
  void itFindsWhatAPlainLoopFindsWhateverWasAddedAndRemoved(Scan scan) {
    try (Gallery gallery = new Gallery("s", SIZE, scan)) {
      fill(gallery);
      assertExact(gallery);
      gallery.edit(
          editor -> {
            for (int i = 0; i < IDENTITIES; i += 2) {
              editor.remove("p" + i);
              enrolled.remove("p" + i);
            }
          });
      assertThat(gallery.references())
          .isEqualTo(
              enrolled.values().stream().mapToInt(e -> Reference.of(e.templates()).size()).sum());
      assertExact(gallery);
      fill(gallery);
      assertExact(gallery);
    }
  }

  @Test
  void bytesFindTheVerySameAsFloats() {
    try (Gallery floats = new Gallery("s", SIZE, Scan.FLOAT);
        Gallery bytes = new Gallery("s", SIZE, Scan.INT8)) {
      fill(floats);
      bytes.edit(editor -> enrolled.values().forEach(editor::put));
      List<Query> queries = queries();
      assertThat(matcher(bytes).match(queries)).isEqualTo(matcher(floats).match(queries));
    }
  }

  @Test
  void aSearchGoesOnWhileTheGalleryChanges() {
    try (Gallery gallery = new Gallery("s", SIZE, Scan.INT8)) {
      fill(gallery);
      Enrollment steady = people.enrollment("steady", 1);
      gallery.put(steady);
      Query query = new Query(steady.templates().get(0).embedding(), MaskState.BARE);
      CompletableFuture<Void> changes =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 300; i++) {
                  gallery.put(enrolled.get("p" + i % IDENTITIES));
                  gallery.remove("p" + (i + 7) % IDENTITIES);
                }
              });
      int searches = 0;
      while (!changes.isDone() || searches < 5) {
        Match match = matcher(gallery).match(List.of(query)).get(0).match().orElseThrow();
        assertThat(match.identityId()).isEqualTo("steady");
        searches++;
      }
      changes.join();
    }
  }

  private void assertExact(Gallery gallery) {
    List<Query> queries = queries();
    List<Decision> decisions = matcher(gallery).match(queries);
    for (int q = 0; q < queries.size(); q++) {
      Match found = decisions.get(q).nearest().orElseThrow();
      Map<String, Float> best = plain(queries.get(q).embedding());
      List<String> order =
          best.entrySet().stream()
              .sorted(Map.Entry.<String, Float>comparingByValue().reversed())
              .map(Map.Entry::getKey)
              .limit(2)
              .toList();
      assertThat(found.identityId()).isEqualTo(order.get(0));
      assertThat(found.similarity()).isEqualTo(best.get(order.get(0)));
      assertThat(found.runnerUp().orElseThrow().identityId()).isEqualTo(order.get(1));
    }
  }

  /** Each identity's similarity, but of those that a negative vetoes. */
  private Map<String, Float> plain(Embedding query) {
    Map<String, Float> best = new HashMap<>();
    for (Enrollment e : enrolled.values()) {
      float positive =
          nearest(Reference.of(e.templates()).stream().map(Reference::embedding), query);
      if (positive > nearest(e.negatives().stream().map(Template::embedding), query)) {
        best.put(e.identityId(), positive);
      }
    }
    return best;
  }

  private static float nearest(Stream<Embedding> faces, Embedding query) {
    return faces.map(query::cosine).max(Float::compare).orElse(-1f);
  }

  private static Matcher matcher(Gallery gallery) {
    return new Matcher(gallery, Thresholds.fixed(0.3f), 1e-3);
  }

  /** More than one product's. */
  private List<Query> queries() {
    return people.queries(70, List.copyOf(enrolled.values()));
  }

  private void fill(Gallery gallery) {
    gallery.edit(
        editor -> {
          for (int i = 0; i < IDENTITIES; i++) {
            Enrollment enrollment = people.enrollment("p" + i, 1 + i % 5);
            enrolled.put(enrollment.identityId(), enrollment);
            editor.put(enrollment);
          }
        });
  }
}
