package io.sightline.recognizer.sighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Sighting;
import io.sightline.recognizer.sighting.Scene.Person;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TrackerTest extends OneCamera {

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
}
