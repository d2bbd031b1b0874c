package io.sightline.trainer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.randn;
import static org.bytedeco.pytorch.global.torch.set_num_threads;
import static org.bytedeco.pytorch.global.torch.zeros;

import io.sightline.trainer.net.DetectorNetwork;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DetectionLossTest {
  private static final Cells CELLS = new Cells(64, 32);

  @BeforeAll
  static void oneThread() {
    set_num_threads(1);
  }

  /** 10x10 and 10x10 moved by 5: 50 of 150 pixels; middles 5 apart in a box of 15x10. */
  @Test
  void overlapByHand() {
    Boxes.Overlap o =
        Boxes.overlap(
            Tensor.create(new float[] {5, 5, 10, 10}, 1, 4),
            Tensor.create(new float[] {10, 5, 10, 10}, 1, 4));
    assertThat(o.iou().item_float()).isCloseTo(1 / 3f, within(1e-6f));
    assertThat(o.distance().item_float()).isCloseTo(25 / 325f, within(1e-6f));
  }

  /** With all answers zero: ln 2 for each cell, and a box of one stride at the cell's corner. */
  @Test
  void lossByHand() {
    TargetBatch batch = TargetBatch.of(List.of(List.of(Drawn.target(8, 8, 8, 8))), CELLS);
    assertThat(batch.filled()).containsExactly(9);
    DetectionLoss.Terms terms =
        DetectionLoss.of(zeros(CELLS.count(), DetectorNetwork.VALUES), batch);
    float ln2 = (float) Math.log(2);
    assertThat(terms.objectness().item_float()).isCloseTo(CELLS.count() * ln2, within(1e-3f));
    assertThat(terms.kind().item_float()).isCloseTo(ln2, within(1e-6f));
    // Told 8x8 round (8, 8), true 8x8 round (12, 12): 16 of 112 pixels; 32 of 2 * 144.
    assertThat(terms.box().item_float()).isCloseTo(1 - 16 / 112f + 32 / 288f, within(1e-5f));
    // All landmarks told at (8, 8); smooth L1 is linear that far out.
    double sum = 0;
    for (double share : new double[] {.3, .4, .7, .4, .5, .6, .35, .8, .65, .8}) {
      sum += share - 0.015;
    }
    assertThat(terms.points().item_double()).isCloseTo(sum / 10, within(1e-5));
  }

  @Test
  void cellsThatDoNotCountWeighNothing() {
    Target hidden =
        new Target(Drawn.target(0, 0, 64, 32).box(), Drawn.landmarks(0, 0, 9, 9), false);
    TargetBatch batch = TargetBatch.of(List.of(List.of(hidden)), CELLS);
    Tensor rows = zeros(CELLS.count(), DetectorNetwork.VALUES);
    assertThat(DetectionLoss.of(rows, batch).total().item_float()).isZero();
  }

  /** The class's own target moves with the box and is held, so it is left out here. */
  @Test
  void gradientsAreThoseOfFiniteDifferences() {
    manual_seed(4);
    TargetBatch batch =
        TargetBatch.of(
            List.of(List.of(Drawn.target(9, 7, 13, 17)), List.of(Drawn.target(20, 3, 25, 22))),
            CELLS);
    Tensor rows = randn(2 * CELLS.count(), DetectorNetwork.VALUES).mul(new Scalar(0.3));
    Tensor leaf = rows.clone().set_requires_grad(true);
    partial(leaf, batch).backward();
    int cell = (int) batch.filled()[0];
    float step = 1e-2f;
    for (int value : new int[] {1, 2, 3, 4, 5, 6, 9, 15}) {
      float up = moved(rows, cell, value, step, batch);
      float down = moved(rows, cell, value, -step, batch);
      float expected = (up - down) / (2 * step);
      assertThat(leaf.grad().get(cell).get(value).item_float())
          .as("value %d", value)
          .isCloseTo(expected, within(2e-2f * Math.max(0.1f, Math.abs(expected))));
    }
  }

  private static Tensor partial(Tensor rows, TargetBatch batch) {
    DetectionLoss.Terms terms = DetectionLoss.of(rows, batch);
    return terms.total().sub(terms.kind());
  }

  private static float moved(Tensor rows, int cell, int value, float by, TargetBatch batch) {
    Tensor there = rows.clone();
    there.get(cell).get(value).add_(new Scalar(by));
    return partial(there, batch).item_float();
  }
}
