package io.sightline.recognizer.sighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.contract.config.MatchingConfig.Scan;
import io.sightline.contract.config.SightingsConfig;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.model.RecogniserSpec;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.FrameFaces;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Template;
import io.sightline.recognizer.match.Gallery;
import io.sightline.recognizer.match.Matcher;
import io.sightline.recognizer.sighting.Scene.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TrackerTest {
  private final Gallery gallery = new Gallery("s", 2, Scan.FLOAT);
  private Tracker tracker = tracker(Thresholds.fixed(0.9f));
  private final Scene scene = new Scene("lobby");
  private final List<Sighting> told = new ArrayList<>();
  private List<Track> open = List.of();
  private Instant now = Instant.EPOCH;

  @Test
  void aSightingOpensOnceItIsConfirmed() {
    see(scene.frame(0, new Person(10, 0)), scene.frame(1, new Person(15, 0)));
    assertThat(told).isEmpty();
    see(scene.frame(2, new Person(20, 0)));
    assertThat(told).hasSize(1);
    Sighting sighting = told.get(0);
    assertThat(sighting.id()).isEqualTo("lobby-0-0");
    assertThat(sighting.version()).isEqualTo(1);
    assertThat(sighting.state()).isEqualTo(Sighting.State.OPEN);
    assertThat(sighting.firstSeen()).isEqualTo(Scene.START);
    assertThat(sighting.observations()).isEqualTo(3);
    assertThat(sighting.mask()).isEqualTo(MaskState.UNKNOWN);
  }

  @Test
  void nothingNewIsNotTold() {
    for (int i = 0; i < 20; i++) {
      see(scene.frame(i, new Person(10 + i, 0)));
    }
    assertThat(told).hasSize(1);
  }

  @Test
  void itClosesAfterTheAbsenceWithOneMoreVersion() {
    see(
        scene.frame(0, new Person(10, 0)),
        scene.frame(1, new Person(10, 0)),
        scene.frame(2, new Person(10, 0)));
    see(scene.frame(7));
    assertThat(told).hasSize(1);
    see(scene.frame(8));
    assertThat(told).hasSize(2);
    assertThat(told.get(1).state()).isEqualTo(Sighting.State.CLOSED);
    assertThat(told.get(1).version()).isEqualTo(2);
    assertThat(told.get(1).lastSeen()).isEqualTo(Scene.START.plusMillis(400));
    assertThat(open).isEmpty();
  }

  @Test
  void aGlimpseIsNoSighting() {
    see(scene.frame(0, new Person(10, 0)), scene.frame(1, new Person(10, 0)), scene.frame(20));
    assertThat(told).isEmpty();
    assertThat(open).isEmpty();
  }

  @Test
  void twoPeopleAreTwoSightings() {
    for (int i = 0; i < 4; i++) {
      see(scene.frame(i, new Person(10 + i, 0), new Person(200 - i, 1.5)));
    }
    assertThat(told).extracting(Sighting::id).containsExactlyInAnyOrder("lobby-0-0", "lobby-0-1");
  }

  @Test
  void aNameThatComesLateIsAHigherVersionOfTheSameSighting() {
    see(
        scene.frame(0, new Person(10, 0)),
        scene.frame(1, new Person(10, 0)),
        scene.frame(2, new Person(10, 0)));
    enrol("ann", 0);
    see(scene.frame(3, new Person(10, 0)));
    assertThat(told).extracting(Sighting::version).containsExactly(1L, 2L);
    assertThat(told.get(0).match()).isEmpty();
    assertThat(told.get(1).match()).map(Match::displayName).contains("ann");
    assertThat(told.get(1).id()).isEqualTo(told.get(0).id());
  }

  @Test
  void theBestShotIsTheBestAndMasksAreVotedOn() {
    see(
        scene.frame(0, new Person(10, 0, 0.2f, OptionalDouble.of(0.9))),
        scene.frame(1, new Person(10, 0, 0.7f, OptionalDouble.of(0.4))),
        scene.frame(2, new Person(10, 0, 0.4f, OptionalDouble.of(0.8))));
    assertThat(told.get(0).bestShot().frameId()).isEqualTo("lobby-1");
    assertThat(told.get(0).mask()).isEqualTo(MaskState.MASKED);
    see(scene.frame(3, new Person(10, 0, 0.9f, OptionalDouble.of(0.7))));
    assertThat(told.get(1).bestShot().frameId()).isEqualTo("lobby-3");
  }

  @Test
  void aShortOcclusionIsSurvivedAndALongOneIsNot() {
    // Walks to the right, passes behind a pillar for three frames, and comes out further on.
    for (int i = 0; i < 5; i++) {
      see(scene.frame(i, new Person(10 + 40 * i, 0)));
    }
    see(scene.frame(5), scene.frame(6), scene.frame(7));
    see(scene.frame(8, new Person(10 + 40 * 8, 0)));
    assertThat(open).hasSize(1);
    assertThat(open.get(0).sighting().observations()).isEqualTo(6);
    assertThat(open.get(0).sighting().id()).isEqualTo("lobby-0-0");
    see(scene.frame(20, new Person(400, 0)));
    assertThat(told).extracting(Sighting::state).contains(Sighting.State.CLOSED);
    assertThat(open.get(0).sighting().id()).isEqualTo("lobby-20-0");
  }

  @Test
  void peopleWhoCrossKeepTheirOwnTracks() {
    for (int i = 0; i <= 10; i++) {
      see(scene.frame(i, new Person(10 + 20 * i, 0), new Person(210 - 20 * i, 1.5)));
    }
    assertThat(open).hasSize(2);
    assertThat(open).allSatisfy(t -> assertThat(t.sighting().observations()).isEqualTo(11));
    assertThat(open.get(0).similarity(embedding(0))).isGreaterThan(0.999f);
    assertThat(open.get(1).similarity(embedding(1.5))).isGreaterThan(0.999f);
  }

  @Test
  void whoeverStepsIntoAnothersPlaceIsNotTheOther() {
    for (int i = 0; i < 3; i++) {
      see(scene.frame(i, new Person(10, 0)));
    }
    for (int i = 3; i < 6; i++) {
      see(scene.frame(i, new Person(10, 1.5)));
    }
    assertThat(told).extracting(Sighting::id).containsExactly("lobby-0-0", "lobby-3-0");
  }

  @Test
  void aFrameThatComesLateCounts() {
    see(scene.frame(0, new Person(10, 0)), scene.frame(2, new Person(30, 0)));
    see(scene.frame(1, new Person(20, 0)));
    assertThat(told).hasSize(1);
    assertThat(told.get(0).observations()).isEqualTo(3);
    assertThat(told.get(0).lastSeen()).isEqualTo(Scene.START.plusMillis(400));
    // Late is not absent, though the late frame shows nobody.
    see(scene.frame(1));
    assertThat(open).hasSize(1);
  }

  @Test
  void whatWasSeenLastCountsWhenItCloses() {
    enrol("ann", 0);
    for (int i = 0; i < 3; i++) {
      see(scene.frame(i, new Person(10, 0.5)));
    }
    // Not a quarter more evidence: it is not matched anew before it closes.
    see(scene.frame(3, new Person(10, 0, 0.35f, OptionalDouble.empty())), scene.frame(20));
    assertThat(told)
        .extracting(s -> s.match().map(Match::identityId).orElse(""))
        .containsExactly("", "ann");
    assertThat(told.get(1).state()).isEqualTo(Sighting.State.CLOSED);
  }

  @Test
  void whoIsKnownByTheirPlaceAloneStaysAndAddsNothing() {
    for (int i = 0; i < 3; i++) {
      see(scene.frame(i, new Person(10, 0)));
    }
    for (int i = 3; i < 10; i++) {
      see(scene.frame(i, new Person(10, 1.5, 0.1f, OptionalDouble.empty())));
    }
    assertThat(open).extracting(t -> t.sighting().id()).containsExactly("lobby-0-0");
    see(scene.frame(15));
    assertThat(told)
        .extracting(Sighting::state)
        .containsExactly(Sighting.State.OPEN, Sighting.State.CLOSED);
    assertThat(told).extracting(Sighting::observations).containsOnly(3);
    assertThat(told).extracting(Sighting::lastSeen).containsOnly(Scene.START.plusMillis(400));
  }

  @Test
  void whoIsThereStillIsToldOfAgainNowAndThen() {
    for (int i = 0; i < 60; i++) {
      see(scene.frame(i, new Person(10, 0)));
    }
    assertThat(told)
        .extracting(Sighting::lastSeen)
        .containsExactly(Scene.START.plusMillis(400), Scene.START.plusMillis(10_400));
  }

  @Test
  void whoIsRemovedWhileOnScreenBecomesAnUnknown() {
    enrol("ann", 0);
    for (int i = 0; i < 4; i++) {
      see(scene.frame(i, new Person(10, 0)));
    }
    gallery.remove("ann");
    see(scene.frame(4, new Person(10, 0)));
    assertThat(told).extracting(s -> s.match().isPresent()).containsExactly(true, false);
  }

  @Test
  void oneWhoComesNearestWithoutAMatchIsNamedAsSuch() {
    enrol("ann", 0.8);
    for (int i = 0; i < 3; i++) {
      see(scene.frame(i, new Person(10, 0)));
    }
    assertThat(told.get(0).match()).isEmpty();
    assertThat(told.get(0).nearest().map(Match::identityId)).contains("ann");
    assertThat(told.get(0).nearest().map(Match::threshold)).contains(0.9f);
  }

  @Test
  void evidenceThatWaversTakesNoNameAway() {
    tracker =
        tracker(
            Thresholds.of(
                new RecogniserSpec(
                    "o", 2, null, 0.5, Map.of("bareBare", Map.of("1e-2", 0.7, "1e-3", 0.95))),
                Optional.empty()));
    enrol("ann", 0);
    for (int i = 0; i < 6; i++) {
      see(scene.frame(i, new Person(10, i < 3 ? 0.2 : 0.7)));
    }
    Sighting last = open.get(0).sighting();
    assertThat(told.get(0).match().map(Match::threshold)).contains(0.95f);
    assertThat(last.match().map(Match::threshold)).contains(0.7f);
    assertThat(last.match().map(Match::similarity).orElseThrow()).isBetween(0.7f, 0.95f);
    for (int i = 6; i < 40; i++) {
      see(scene.frame(i, new Person(10, 0.9)));
    }
    assertThat(open).hasSize(1);
    assertThat(open.get(0).sighting().match()).isEmpty();
    assertThat(open.get(0).sighting().nearest().map(Match::threshold)).contains(0.95f);
  }

  @Test
  void whoComesNearAfterLongIsNamedSoon() {
    enrol("ann", 0);
    int far = 40;
    for (int i = 0; i < far; i++) {
      see(scene.frame(i, new Person(10, 0.5)));
    }
    assertThat(open.get(0).sighting().match()).isEmpty();
    // Five such frames make the mean near enough; a quarter more evidence would be ten.
    for (int i = far; i < far + 8; i++) {
      see(scene.frame(i, new Person(10, 0)));
    }
    assertThat(open.get(0).sighting().match().map(Match::identityId)).contains("ann");
  }

  @Test
  void theEmbeddingIsTheMeanWeightedByQuality() {
    see(
        scene.frame(0, new Person(10, 0, 0.9f, OptionalDouble.empty())),
        scene.frame(1, new Person(10, 0.4, 0.1f, OptionalDouble.empty())),
        scene.frame(2, new Person(10, 0, 0.9f, OptionalDouble.empty())));
    float[] values = told.get(0).embedding().values();
    double x = 0.9 + 0.9 + 0.1 * Math.cos(0.4);
    double y = 0.1 * Math.sin(0.4);
    assertThat(values[1] / values[0]).isCloseTo((float) (y / x), within(1e-5f));
  }

  private Tracker tracker(Thresholds thresholds) {
    return new Tracker(
        new SightingsConfig(3, Duration.ofSeconds(1), 0.3, null, null),
        0.9f,
        new Matcher(gallery, thresholds, 1e-3));
  }

  private void enrol(String id, double who) {
    Template template = new Template("t", embedding(who), new byte[0], "test", Scene.START);
    gallery.put(new Enrollment(id, id, List.of(template), Scene.START));
  }

  private static Embedding embedding(double who) {
    return new Embedding("s", new float[] {(float) Math.cos(who), (float) Math.sin(who)});
  }

  private void see(FrameFaces... frames) {
    for (FrameFaces frame : frames) {
      now = frame.capturedAt().isAfter(now) ? frame.capturedAt() : now;
      Tracker.Step step = tracker.advance(open, frame, now);
      open = step.open();
      told.addAll(step.news());
    }
  }
}
