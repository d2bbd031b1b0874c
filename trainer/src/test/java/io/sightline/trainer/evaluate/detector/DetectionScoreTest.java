package io.sightline.trainer.evaluate.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.recognizer.face.DetectedFace;
import io.sightline.trainer.detect.Drawn;
import io.sightline.trainer.detect.LabelledPicture;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionScoreTest {
  private static final LabelledPicture PICTURE =
      LabelledPicture.scene(
          "scene",
          null,
          List.of(
              Drawn.truth(0, 0, 50, 50, 1),
              Drawn.truth(100, 0, 50, 50, 1),
              Drawn.truth(200, 0, 25, 25, 1),
              Drawn.truth(300, 0, 50, 50, 0.6),
              Drawn.truth(400, 0, 50, 50, 0)));

  private static DetectedFace found(float x, float side, float shift) {
    float[] xy = new float[10];
    int i = 0;
    for (var p : Drawn.landmarks(x, 0, side, side).points()) {
      xy[i++] = p.x() + shift;
      xy[i++] = p.y();
    }
    return new DetectedFace(new FaceBox(x, 0, side, side), Landmarks.of(xy), 0.9f);
  }

  @Test
  void countsFoundMissedAndStray() {
    DetectionScore score = new DetectionScore();
    // One by two pixels of twenty between the eyes, one missed, one small, one half hidden, one
    // on somebody who is turned away.
    score.add(
        PICTURE, List.of(found(0, 50, 2), found(200, 25, 0), found(300, 50, 0), found(400, 50, 0)));
    DetectionScore.Result result = score.result();
    assertThat(result.recall(40)).isEqualTo(0.5);
    assertThat(result.recall(20)).isEqualTo(2 / 3.0);
    assertThat(result.faces(20)).isEqualTo(3);
    assertThat(result.wrong()).isEqualTo(1);
    assertThat(result.precision()).isEqualTo(2 / 3.0);
    assertThat(result.overlap()).isEqualTo(1);
    assertThat(result.landmarkError()).isCloseTo(0.1, within(1e-6));
    assertThat(result.mistakes()).hasSize(2);
  }

  @Test
  void whereNothingCountsNoFigureIsZero() {
    DetectionScore score = new DetectionScore();
    score.add(LabelledPicture.scene("empty", null, List.of()), List.of());
    DetectionScore.Result result = score.result();
    assertThat(result.recall(20)).isNaN();
    assertThat(result.precision()).isNaN();
    assertThat(result.overlap()).isNaN();
    assertThat(result.landmarkError()).isNaN();
    score.add(PICTURE, List.of());
    assertThat(score.result().recall(40)).as("missed is not uncounted").isZero();
    assertThat(score.result().recall(60)).isNaN();
  }

  @Test
  void aSecondFindOnAFaceIsWrong() {
    DetectionScore score = new DetectionScore();
    score.add(PICTURE, List.of(found(0, 50, 0), found(0, 45, 0)));
    assertThat(score.result().right()).isEqualTo(1);
    assertThat(score.result().wrong()).isEqualTo(1);
  }
}
