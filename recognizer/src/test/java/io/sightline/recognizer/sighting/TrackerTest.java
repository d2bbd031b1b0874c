package io.sightline.recognizer.sighting;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.config.MatchingConfig.Scan;
import io.sightline.contract.config.SightingsConfig;
import io.sightline.contract.face.Embedding;
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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TrackerTest {
  private final Gallery gallery = new Gallery("s", 2, Scan.FLOAT);
  private final Tracker tracker =
      new Tracker(
          new SightingsConfig(3, Duration.ofSeconds(1), 0.3, null, null),
          new Matcher(gallery, Thresholds.fixed(0.9f), 1e-3));
  private final Scene scene = new Scene("lobby");
  private final List<Sighting> told = new ArrayList<>();
  private List<Track> open = List.of();

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
    Template template =
        new Template("t", new Embedding("s", new float[] {1, 0}), new byte[0], "test", Scene.START);
    gallery.put(new Enrollment("ann", "Ann", List.of(template), Scene.START));
    see(scene.frame(3, new Person(10, 0)));
    assertThat(told).extracting(Sighting::version).containsExactly(1L, 2L);
    assertThat(told.get(0).match()).isEmpty();
    assertThat(told.get(1).match()).map(Match::displayName).contains("Ann");
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

  private void see(FrameFaces... frames) {
    for (FrameFaces frame : frames) {
      Tracker.Step step = tracker.advance(open, frame);
      open = step.open();
      told.addAll(step.news());
    }
  }
}
