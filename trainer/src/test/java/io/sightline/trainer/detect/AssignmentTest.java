package io.sightline.trainer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.contract.face.FaceBox;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  private static final Cells CELLS = new Cells(128, 64);

  private static List<Integer> cells(int wanted, Target... targets) {
    int[] all = Assignment.of(List.of(targets), CELLS);
    return IntStream.range(0, all.length).filter(i -> all[i] == wanted).boxed().toList();
  }

  @Test
  void mapsLieOneBehindTheOther() {
    assertThat(CELLS.first(1)).isEqualTo(16 * 8);
    assertThat(CELLS.first(2)).isEqualTo(16 * 8 + 8 * 4);
    assertThat(CELLS.count()).isEqualTo(16 * 8 + 8 * 4 + 4 * 2);
    assertThatThrownBy(() -> new Cells(100, 64)).hasMessageContaining("multiples of 32");
  }

  /** Of 20 pixels: only on the finest map, the cells whose middles are within 8 pixels. */
  @Test
  void aSmallFaceHasTheCellsRoundItsMiddle() {
    assertThat(cells(0, Drawn.target(14, 14, 20, 20)))
        .containsExactly(2 * 16 + 2, 2 * 16 + 3, 3 * 16 + 2, 3 * 16 + 3);
    assertThat(cells(0, Drawn.target(10, 10, 20, 20))).containsExactly(2 * 16 + 2);
  }

  /** A face of 4 pixels beside all middles has the cell it lies in. */
  @Test
  void nobodyIsLeftOut() {
    assertThat(cells(0, Drawn.target(22, 22, 4, 4))).containsExactly(3 * 16 + 3);
  }

  /** Of 32 pixels: on the maps of stride 8 and 16. */
  @Test
  void rangesOfSizesOverlap() {
    assertThat(cells(0, Drawn.target(16, 16, 32, 32)))
        .hasSize(8)
        .anyMatch(cell -> cell < CELLS.first(1))
        .anyMatch(cell -> cell >= CELLS.first(1))
        .allMatch(cell -> cell < CELLS.first(2));
  }

  @Test
  void ofTwoTheSmallerHasTheCell() {
    Target large = Drawn.target(4, 4, 40, 40);
    Target small = Drawn.target(14, 14, 20, 20);
    assertThat(cells(1, large, small)).isEqualTo(cells(0, small));
    assertThat(cells(0, small, large)).isEqualTo(cells(0, small));
  }

  @Test
  void whatDoesNotCountIsNeitherWantedNorForbidden() {
    Target hidden = new Target(new FaceBox(14, 14, 20, 20), Drawn.landmarks(14, 14, 20, 20), false);
    assertThat(cells(0, hidden)).isEmpty();
    assertThat(cells(Assignment.EITHER, hidden)).contains(2 * 16 + 2, 3 * 16 + 3, CELLS.first(2));
    Target counted = Drawn.target(14, 14, 20, 20);
    assertThat(cells(1, hidden, counted)).hasSize(4);
    assertThat(cells(Assignment.EMPTY, hidden)).contains(0, 8 * 16 - 1);
  }
}
