package io.sightline.local.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Sighting;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each figure, on a truth that is written down here. */
class ScoreTest {
  private final Script script = Script.both();

  @Test
  void whatIsFoundIsRightFalseOrNeither() {
    script.face(0, "cid", 3, new FaceBox(500, 100, 30, 36), 1, 0);
    script.face(0, "dan", 4, new FaceBox(700, 100, 60, 70), 0.3, 0);
    script.face(0, "eve", 5, new FaceBox(900, 100, 60, 70), 1, 80);
    FaceBox nearAnn = new FaceBox(105, 104, 48, 60);
    script.found(
        0,
        nearAnn,
        new FaceBox(500, 100, 32, 36),
        new FaceBox(700, 100, 60, 70),
        new FaceBox(900, 100, 60, 70),
        Script.NOBODY);
    script.found(1, Script.ANN, Script.ANN);
    Score score = script.score();
    assertThat(score.shares().get("detectionRecall")).isEqualTo(new Proportion(2, 4));
    assertThat(score.shares().get("detectionPrecision")).isEqualTo(new Proportion(2, 4));
    assertThat(score.numbers().get("findsOfSmallHiddenOrTurned")).isEqualTo(3);
    assertThat(score.detectionBySize().get("30 to 40")).isEqualTo(new Proportion(1, 1));
    assertThat(score.detectionBySize().get("40 to 60")).isEqualTo(new Proportion(2, 4));
    assertThat(score.detectionBySize().get("90 and more")).isEqualTo(new Proportion(0, 0));
  }

  @Test
  void framesThatWereNotRecognisedAreNoMisses() {
    script.found(7, Script.ANN, Script.BOB);
    assertThat(script.score().shares().get("detectionRecall")).isEqualTo(new Proportion(2, 2));
  }

  @Test
  void aPersonIsNamedByTheSightingThatRestsOnMost() {
    script.sighting("a1", 0, 5, Script.ANN, "", MaskState.BARE, 4);
    script.sighting("a2", 9, 19, Script.ANN, "id-ann", MaskState.BARE, 9);
    script.sighting("b", 0, 19, Script.BOB, "id-ann", MaskState.BARE, 9);
    Score score = script.score();
    assertThat(score.shares().get("identificationRate")).isEqualTo(new Proportion(1, 2));
    assertThat(score.shares().get("wrongNameShare")).isEqualTo(new Proportion(1, 3));
    assertThat(score.shares().get("maskAccuracy")).isEqualTo(new Proportion(2, 3));
    assertThat(score.numbers()).containsEntry("tracksSplit", 1).containsEntry("tracksMerged", 0);
    List<Naming> namings = score.sightings().namings();
    assertThat(namings).extracting(n -> n.walk().person()).containsExactly("ann", "bob");
    assertThat(namings.get(0).document())
        .containsEntry("named", true)
        .containsEntry("observations", 9)
        .containsEntry("sighting", "a2")
        .containsKey("similarity");
    assertThat(namings.get(1).document()).containsEntry("named", false);
  }

  @Test
  void onlyWhoCouldBeRecognisedForASecondIsAskedFor() {
    script.truth.clear();
    for (int f = 0; f < Script.LENGTH; f++) {
      script.face(f, "ann", 1, Script.ANN, 1, f < 10 ? 0 : 50);
      script.face(f, "bob", 2, Script.BOB, 1, f < 9 ? 0 : 50);
    }
    Score score = script.score();
    assertThat(score.shares().get("identificationRate")).isEqualTo(new Proportion(0, 1));
    assertThat(score.shares().get("tracksMissedShare")).isEqualTo(new Proportion(1, 1));
    assertThat(score.sightings().namings().get(0).document())
        .containsEntry("person", "ann")
        .doesNotContainKey("observations");
  }

  @Test
  void theModelThatCannotTellIsNotWrongAboutMasks() {
    script.sighting("a", 0, 5, Script.ANN, "", MaskState.UNKNOWN, 4);
    Score score = script.score();
    assertThat(score.document()).containsEntry("maskAccuracy", null);
    assertThat(score.numbers()).containsEntry("sightingsWithoutMaskAnswer", 1);
  }

  @Test
  void aSightingMixesWhenItsShotsShowTwoOrItWasThereWithoutItsPerson() {
    script.sighting("x", 0, 5, Script.ANN, "", MaskState.BARE, 4);
    script.sighting("x", 0, 9, Script.BOB, "", MaskState.BARE, 8);
    for (int f = 14; f <= 16; f++) {
      script.truth.get(f).removeIf(face -> face.person().equals("bob"));
    }
    script.sighting("y", 2, 12, Script.BOB, "", MaskState.BARE, 8);
    Sighting until15 = script.sighting("y", 2, 15, Script.ANN, "", MaskState.BARE, 9);
    script.sightings.remove(until15);
    script.sighting("z", 15, 18, Script.BOB, "", MaskState.BARE, 4);
    assertThat(script.score().numbers()).containsEntry("tracksMerged", 2);
  }

  @Test
  void whoIsJustLeavingThePictureIsStillThere() {
    script.truth.clear();
    for (int f = 0; f < 11; f++) {
      script.face(f, "ann", 1, Script.ANN, 1, 0);
    }
    script.sighting("last", 0, 10, Script.ANN, "", MaskState.BARE, 9);
    script.sighting("last", 0, 11, Script.NOBODY, "", MaskState.BARE, 9);
    assertThat(script.score().numbers()).containsEntry("tracksMerged", 0);
    script.sighting("last", 0, 12, Script.NOBODY, "", MaskState.BARE, 9);
    assertThat(script.score().numbers()).containsEntry("tracksMerged", 1);
  }

  @Test
  void anAlertIsFalseWhenItsPictureShowsSomebodyElse() {
    Sighting ann = script.sighting("a", 0, 5, Script.ANN, "id-ann", MaskState.BARE, 4);
    Sighting bob = script.sighting("b", 0, 5, Script.BOB, "id-ann", MaskState.BARE, 4);
    Sighting wall = script.sighting("c", 0, 5, Script.NOBODY, "id-bob", MaskState.BARE, 4);
    script.alert("1", "id-ann", Alert.State.NEW, ann);
    script.alert("2", "id-ann", Alert.State.NEW, bob);
    script.alert("2", "id-ann", Alert.State.WITHDRAWN, ann);
    script.alert("3", "id-bob", Alert.State.NEW, wall);
    Score score = script.score();
    assertThat(score.shares().get("falseAlertShare")).isEqualTo(new Proportion(2, 3));
    assertThat(score.document()).containsEntry("falseAlerts", 2);
    assertThat(score.numbers()).containsEntry("sightingsOfNobody", 1);
  }

  @Test
  void whatGoesOnOverTheClipsEndIsLeftOut() {
    script.published = 2 * Script.LENGTH;
    script.sighting("seam", 15, 25, Script.ANN, "id-bob", MaskState.MASKED, 9);
    script.sighting("b0", 0, 19, Script.BOB, "id-bob", MaskState.MASKED, 9);
    script.sighting("b1", 21, 39, Script.BOB, "", MaskState.MASKED, 9);
    Score score = script.score();
    assertThat(score.numbers()).containsEntry("sightingsOverSeam", 1);
    // Bob's two walks, and Ann's first, which nothing but the seam's sighting missed.
    assertThat(score.shares().get("identificationRate")).isEqualTo(new Proportion(1, 3));
    assertThat(score.shares().get("wrongNameShare")).isEqualTo(new Proportion(0, 2));
    assertThat(score.numbers()).containsEntry("tracksSplit", 0);
  }
}
