package io.sightline.recognizer.sighting;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.model.RecogniserSpec;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Sighting;
import io.sightline.recognizer.sighting.Scene.Person;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Whom tracks are held for, and when. */
class TrackerNamingTest extends OneCamera {

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
}
