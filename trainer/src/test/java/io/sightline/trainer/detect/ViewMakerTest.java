package io.sightline.trainer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Point;
import org.junit.jupiter.api.Test;

class ViewMakerTest {

  /** A point's own pixel goes where the point goes: the matrix counts from pixels' middles. */
  @Test
  void picturesMoveAsTheirTruthDoes() {
    Placement placement = new Placement(1.7, 20, new Point(30, 12), new Point(50, 60));
    Point there = placement.apply(new Point(41.5f, 7.5f));
    for (double shrunk : new double[] {1, 0.5}) {
      double[] m = placement.matrix(shrunk);
      double x = 41.5 * shrunk - 0.5;
      double y = 7.5 * shrunk - 0.5;
      assertThat(m[0] * x + m[1] * y + m[2]).isCloseTo(there.x() - 0.5, within(1e-4));
      assertThat(m[3] * x + m[4] * y + m[5]).isCloseTo(there.y() - 0.5, within(1e-4));
    }
    Target moved = Drawn.target(20, 10, 20, 10).moved(placement);
    assertThat(moved.size()).isCloseTo(1.7 * Math.sqrt(200), within(1e-3));
    assertThat(moved.middle().distance(placement.apply(new Point(30, 15)))).isLessThan(1e-3f);
  }

  @Test
  void aMirrorSwapsLeftAndRight() {
    Target there = Drawn.target(10, 20, 20, 30).mirrored(100);
    assertThat(there.box()).isEqualTo(new FaceBox(70, 20, 20, 30));
    assertThat(there.landmarks().leftEye()).isEqualTo(new Point(76, 32));
    assertThat(there.landmarks().rightEye()).isEqualTo(new Point(84, 32));
    Landmarks again = there.mirrored(100).landmarks();
    assertThat(again.leftMouth().x()).isCloseTo(17, within(1e-4f));
  }

  @Test
  void whatIsMostlyOutsideDoesNotCount() {
    Target face = Drawn.target(90, 40, 20, 20);
    assertThat(face.within(new FaceBox(0, 0, 100, 100)).counted()).isFalse();
    assertThat(face.within(new FaceBox(0, 0, 104, 100))).isSameAs(face);
    assertThat(face.within(new FaceBox(0, 0, 90, 100))).isNull();
  }

  @Test
  void hiddenTurnedAndTinyFacesDoNotCount() {
    assertThat(Target.of(Drawn.truth(0, 0, 30, 30, 0.9)).counted()).isTrue();
    assertThat(Target.of(Drawn.truth(0, 0, 30, 30, 0.3)).counted()).isFalse();
    Placement far = new Placement(0.2, 0, new Point(0, 0), new Point(0, 0));
    assertThat(Drawn.target(0, 0, 30, 30).moved(far).counted()).isFalse();
  }
}
