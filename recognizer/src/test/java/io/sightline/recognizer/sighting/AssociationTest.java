package io.sightline.recognizer.sighting;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.wire.FrameFaces;
import io.sightline.recognizer.sighting.Scene.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AssociationTest {
  private final Association association = new Association(0.3f, 0.9f);
  private final Scene scene = new Scene("lobby");

  @Test
  void theWholeFrameIsSolvedTogetherAndNotTheBestPairFirst() {
    // Face 0 overlaps track 0 best; but then face 1, which only fits track 0, would have none.
    List<Track> tracks = tracks(new Person(100, 0), new Person(85, 0));
    FrameFaces frame = scene.frame(1, new Person(99, 0), new Person(125, 0));
    int[] greedy = {0, Association.NONE};
    assertThat(new Association(0.3f, 2f).assign(tracks, frame.faces(), at(1)))
        .isNotEqualTo(greedy)
        .containsExactly(1, 0);
  }

  @Test
  void thoseWhoLookAlikeByPlaceAreToldApartByFace() {
    List<Track> tracks = tracks(new Person(100, 0), new Person(110, 1.5));
    FrameFaces frame = scene.frame(1, new Person(104, 1.5), new Person(106, 0));
    assertThat(association.assign(tracks, frame.faces(), at(1))).containsExactly(1, 0);
  }

  @Test
  void nobodyMovesThroughTheWholePictureBetweenTwoFrames() {
    List<Track> tracks = tracks(new Person(0, 0));
    FrameFaces far = scene.frame(1, new Person(500, 0));
    FrameFaces near = scene.frame(1, new Person(80, 0));
    assertThat(association.assign(tracks, far.faces(), at(1))).containsExactly(Association.NONE);
    assertThat(association.assign(tracks, near.faces(), at(1))).containsExactly(0);
  }

  @Test
  void aPoorFaceIsBelievedByItsPlaceForAMomentOnly() {
    List<Track> tracks = tracks(new Person(100, 0));
    Person poor = new Person(102, 1.5, 0.1f, OptionalDouble.empty());
    FrameFaces soon = scene.frame(3, poor);
    FrameFaces later = scene.frame(5, poor);
    assertThat(association.assign(tracks, soon.faces(), at(3))).containsExactly(0);
    assertThat(association.assign(tracks, later.faces(), at(5))).containsExactly(Association.NONE);
    FrameFaces good = scene.frame(1, new Person(102, 1.5));
    assertThat(association.assign(tracks, good.faces(), at(1))).containsExactly(Association.NONE);
  }

  @Test
  void nobodyAndNothingIsFine() {
    assertThat(association.assign(List.of(), scene.frame(0).faces(), at(0))).isEmpty();
    assertThat(association.assign(tracks(new Person(1, 0)), List.of(), at(1))).isEmpty();
    assertThat(association.assign(List.of(), scene.frame(0, new Person(1, 0)).faces(), at(0)))
        .containsExactly(Association.NONE);
  }

  @Test
  void aBoxIsExpectedWhereItsMotionLeads() {
    Track walker = tracks(new Person(0, 0)).get(0);
    for (int i = 1; i < 6; i++) {
      FrameFaces frame = scene.frame(i, new Person(20 * i, 0));
      walker = walker.with(frame, frame.faces().get(0));
    }
    assertThat(walker.motion().predicted(at(6)).x()).isBetween(115f, 125f);
    assertThat(walker.motion().predicted(at(8)).x()).isBetween(150f, 170f);
    // It does not fly away.
    assertThat(walker.motion().predicted(at(100)).x()).isLessThan(200);
  }

  private List<Track> tracks(Person... people) {
    FrameFaces frame = scene.frame(0, people);
    List<Track> tracks = new ArrayList<>();
    frame.faces().forEach(face -> tracks.add(Track.begin(frame, face)));
    return tracks;
  }

  private static Instant at(int frame) {
    return Scene.START.plusMillis(200L * frame);
  }
}
