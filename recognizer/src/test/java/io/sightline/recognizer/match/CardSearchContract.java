package io.sightline.recognizer.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.config.MatchingConfig;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Template;
import io.sightline.contract.wire.Unknown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a search on a card owes: the very decisions of the CPU's. */
abstract class CardSearchContract {
  private static final float[] PAIRINGS = {0.31f, 0.4f, 0.27f};

  final Map<String, Enrollment> enrolled = new LinkedHashMap<>();
  RandomPeople people;
  Gallery cpu;
  Gallery card;

  /** Of a card that is used from 1 template on. */
  abstract CardSearch search();

  abstract int size();

  abstract int identities();

  /** As many bare references that are equally near are too many to be given back. */
  abstract int tooMany();

  @BeforeEach
  void galleries() {
    people = new RandomPeople(size(), 11);
    CardSearch search = search();
    cpu = new Gallery("s", size(), MatchingConfig.Scan.FLOAT);
    card = new Gallery("s", size(), MatchingConfig.Scan.FLOAT, search);
  }

  @AfterEach
  void close() {
    if (card != null) {
      card.close();
      cpu.close();
    }
  }

  @Test
  void findsWhatTheCpuFindsWhateverWasAddedAndRemoved() {
    fill();
    assertSame(1, 2, 7, 64, 70);
    remove(IntStream.range(0, identities() / 2).mapToObj(i -> "p" + 2 * i).toList());
    assertSame(3, 64);
    put(List.of(people.enrollment("one-more", 1)));
    assertSame(64);
    fill();
    assertSame(64);
  }

  @Test
  void eachMaskStateHasItsOwnThreshold() {
    fill();
    List<Query> queries = people.queries(20, List.copyOf(enrolled.values()));
    float[][] thresholds = new float[queries.size()][];
    for (int q = 0; q < thresholds.length; q++) {
      thresholds[q] = q % 2 == 0 ? PAIRINGS : new float[] {0.1f, -0.2f, 0.3f};
    }
    Scan scan = new Scan(queries, thresholds);
    List<Nearest> expected = nearest(cpu, scan);
    List<Nearest> found = nearest(card, scan);
    assertThat(card.searchedOnCard()).isTrue();
    for (int q = 0; q < thresholds.length; q++) {
      assertHit(found.get(q).first(), expected.get(q).first());
      assertHit(found.get(q).second(), expected.get(q).second());
    }
  }

  @Test
  void equalOnesAreToldApartAsTheCpuDoes() {
    fill();
    Embedding face = people.face();
    List<Enrollment> more = new ArrayList<>();
    // Spread over several blocks, the first in order last of all.
    for (int i = 40; i >= 0; i--) {
      more.add(twin("twin%02d".formatted(i), face, List.of()));
      for (int j = 0; j < 100; j++) {
        more.add(people.enrollment("between" + i + "-" + j, 1));
      }
    }
    put(more);
    Query query = new Query(face, MaskState.BARE);
    Match match = matcher(card).match(List.of(query)).get(0).match().orElseThrow();
    assertThat(card.searchedOnCard()).isTrue();
    assertThat(match.identityId()).isEqualTo("twin00");
    assertThat(match.templateId()).isEqualTo("a");
    assertThat(match.runnerUp().orElseThrow().identityId()).isEqualTo("twin01");
    assertThat(matcher(card).match(List.of(query))).isEqualTo(matcher(cpu).match(List.of(query)));
  }

  @Test
  void theNearestAreNotMeantWhenANegativeIsNearer() {
    fill();
    Embedding face = people.face();
    List<Template> not = List.of(people.template("not", face));
    put(
        IntStream.range(0, 60)
            .mapToObj(i -> twin("vetoed" + i, people.near(face, 1e-4f), not))
            .toList());
    List<Query> queries = List.of(new Query(face, MaskState.BARE));
    List<Decision> found = matcher(card).match(queries);
    assertThat(found).isEqualTo(matcher(cpu).match(queries));
    assertThat(found.get(0).nearest().orElseThrow().identityId()).doesNotStartWith("vetoed");
  }

  @Test
  void moreThanCanBeGivenBackAreTheCpus() {
    fill();
    Embedding face = people.face();
    put(IntStream.range(0, tooMany()).mapToObj(i -> twin("twin" + i, face, List.of())).toList());
    List<Query> queries = List.of(new Query(face, MaskState.BARE));
    List<Decision> found = matcher(card).match(queries);
    assertThat(card.searchedOnCard()).isFalse();
    assertThat(found).isEqualTo(matcher(cpu).match(queries));
    assertSame(64);
  }

  @Test
  void aSearchGoesOnWhileTheGalleryChanges() {
    fill();
    Enrollment steady = people.enrollment("steady", 1);
    put(List.of(steady));
    List<Enrollment> some = List.copyOf(enrolled.values()).subList(0, 50);
    List<Query> queries = List.of(new Query(steady.templates().get(0).embedding(), MaskState.BARE));
    CompletableFuture<Void> changes =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 200; i++) {
                card.put(some.get(i % 50));
                card.remove(some.get((i + 7) % 50).identityId());
              }
            });
    int searches = 0;
    while (!changes.isDone() || searches < 5) {
      Match match = matcher(card).match(queries).get(0).match().orElseThrow();
      assertThat(match.identityId()).isEqualTo("steady");
      assertThat(card.searchedOnCard()).isTrue();
      searches++;
    }
    changes.join();
  }

  /** With these numbers of faces; the card has made the searches. */
  final void assertSame(int... counts) {
    for (int count : counts) {
      List<Query> queries = people.queries(count, List.copyOf(enrolled.values()));
      List<Decision> expected = matcher(cpu).match(queries);
      assertThat(matcher(card).match(queries)).isEqualTo(expected);
      assertThat(card.searchedOnCard()).isTrue();
    }
  }

  final void fill() {
    put(
        IntStream.range(0, identities())
            .mapToObj(i -> people.enrollment("p" + i, 1 + i % 5))
            .toList());
  }

  final void put(List<Enrollment> enrollments) {
    enrollments.forEach(e -> enrolled.put(e.identityId(), e));
    cpu.putAll(enrollments);
    card.putAll(enrollments);
  }

  final void remove(List<String> ids) {
    ids.forEach(enrolled::remove);
    cpu.edit(editor -> ids.forEach(editor::remove));
    card.edit(editor -> ids.forEach(editor::remove));
  }

  private static Enrollment twin(String id, Embedding face, List<Template> negatives) {
    List<Template> templates =
        List.of(template("b", face, MaskState.MASKED), template("a", face, MaskState.BARE));
    return new Enrollment(id, "", templates, negatives, Instant.EPOCH, Unknown.NONE);
  }

  private static Template template(String id, Embedding face, MaskState mask) {
    return new Template(id, face, new byte[0], "", Instant.EPOCH, mask, Unknown.NONE);
  }

  private static List<Nearest> nearest(Gallery gallery, Scan scan) {
    Snapshot snapshot = gallery.acquire();
    try {
      return gallery.search(snapshot, scan);
    } finally {
      snapshot.release();
    }
  }

  private static void assertHit(Hit found, Hit expected) {
    assertThat(found.row().templateId()).isEqualTo(expected.row().templateId());
    assertThat(found.similarity()).isEqualTo(expected.similarity());
    assertThat(found.excess()).isEqualTo(expected.excess());
    assertThat(found.mask()).isEqualTo(expected.mask());
  }

  static Matcher matcher(Gallery gallery) {
    return new Matcher(gallery, Thresholds.fixed(0.3f), 1e-3);
  }
}
