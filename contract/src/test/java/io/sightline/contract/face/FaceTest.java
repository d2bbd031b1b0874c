package io.sightline.contract.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaceTest {

  @Test
  void iouOfBoxes() {
    FaceBox a = new FaceBox(0, 0, 10, 10);
    assertThat(a.iou(a)).isEqualTo(1);
    assertThat(a.iou(new FaceBox(5, 0, 10, 10))).isCloseTo(1 / 3f, within(1e-6f));
    assertThat(a.iou(new FaceBox(20, 0, 10, 10))).isZero();
    assertThat(a.iou(new FaceBox(3, 3, 0, 0))).isZero();
  }

  @Test
  void aSimilarityIsFoundAgain() {
    SimilarityTransform made =
        new SimilarityTransform(1.5 * Math.cos(0.4), 1.5 * Math.sin(0.4), 12, -7);
    List<Point> from = AlignmentTemplate.ARCFACE_112.landmarks().points();
    List<Point> to = from.stream().map(made::apply).toList();
    SimilarityTransform found = SimilarityTransform.estimate(from, to);
    assertThat(found.scale()).isCloseTo(1.5, within(1e-5));
    assertThat(found.a()).isCloseTo(made.a(), within(1e-5));
    assertThat(found.tx()).isCloseTo(12, within(1e-3));
    assertThat(found.ty()).isCloseTo(-7, within(1e-3));
  }

  @Test
  void anInverseTakesPointsBack() {
    SimilarityTransform there = new SimilarityTransform(1.5, -0.4, 12, -7);
    Point p = new Point(31, 17);
    Point back = there.inverse().apply(there.apply(p));
    assertThat(back.x()).isCloseTo(31, within(1e-4f));
    assertThat(back.y()).isCloseTo(17, within(1e-4f));
    assertThat(there.inverse().scale()).isCloseTo(1 / there.scale(), within(1e-9));
  }

  @Test
  void thePlaceOfANoisyPointIsAveragedOut() {
    // Independent computation: for from = unit square and to = the same but one corner moved by
    // (0.4, 0), the
    // least-squares similarity has a = 1 + 0.1, b = -0.1, centred at the mean.
    List<Point> from =
        List.of(new Point(-1, -1), new Point(1, -1), new Point(1, 1), new Point(-1, 1));
    List<Point> to =
        List.of(new Point(-1, -1), new Point(1, -1), new Point(1.4f, 1), new Point(-1, 1));
    SimilarityTransform found = SimilarityTransform.estimate(from, to);
    assertThat(found.a()).isCloseTo(1.05, within(1e-6));
    assertThat(found.b()).isCloseTo(-0.05, within(1e-6));
    assertThat(found.tx()).isCloseTo(0.1, within(1e-6));
  }

  @Test
  void pointsThatCoincideAreRefused() {
    Point p = new Point(3, 3);
    assertThatThrownBy(() -> SimilarityTransform.estimate(List.of(p, p), List.of(p, p)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void embeddingsAreOfLengthOneAndKeepToTheirSpace() {
    Embedding e = Embedding.normalised("s", new float[] {3, 4});
    assertThat(e.values()).containsExactly(0.6f, 0.8f);
    assertThat(e.cosine(Embedding.normalised("s", new float[] {-4, 3})))
        .isCloseTo(0, within(1e-6f));
    assertThatThrownBy(() -> e.cosine(Embedding.normalised("t", new float[] {3, 4})))
        .hasMessageContaining("t");
    assertThatThrownBy(() -> Embedding.normalised("s", new float[2]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Embedding.normalised("s", new float[] {Float.NaN}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
