package io.sightline.trainer.detect;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Point;
import io.sightline.trainer.net.DetectorNetwork;
import java.util.Arrays;
import java.util.List;

/**
 * Which cells are to tell of which face. A face belongs to the maps of its size, in overlapping
 * ranges; of a map, to the cells whose middle is less than one stride from the face's and within
 * half of its box, to the nearest one at least. Of two faces the smaller has a cell. All else is to
 * be empty, but for cells in faces that do not count.
 */
final class Assignment {
  /** In {@link #face}: to be empty. */
  static final int EMPTY = -1;

  /** In {@link #face}: neither. */
  static final int EITHER = -2;

  /** Sizes of faces on each map, pixels of the network's input. */
  private static final double[][] SIZES = {{0, 44}, {28, 100}, {70, Double.MAX_VALUE}};

  private final Cells cells;
  private final int[] face;

  private Assignment(Cells cells) {
    this.cells = cells;
    face = new int[cells.count()];
    Arrays.fill(face, EMPTY);
  }

  /**
   * @return for each cell the number of its target, or {@link #EMPTY} or {@link #EITHER}
   */
  static int[] of(List<Target> targets, Cells cells) {
    Assignment all = new Assignment(cells);
    for (Target target : targets) {
      if (!target.counted()) {
        all.exempt(target.box());
      }
    }
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i).counted()) {
        all.assign(i, targets);
      }
    }
    return all.face;
  }

  private void exempt(FaceBox box) {
    for (int level = 0; level < SIZES.length; level++) {
      int stride = DetectorNetwork.STRIDES.get(level);
      int left = Math.max(0, (int) Math.floor(box.x() / stride));
      int right = Math.min(cells.columns(level) - 1, (int) ((box.x() + box.width()) / stride));
      int top = Math.max(0, (int) Math.floor(box.y() / stride));
      int bottom = Math.min(cells.rows(level) - 1, (int) ((box.y() + box.height()) / stride));
      for (int row = top; row <= bottom; row++) {
        for (int column = left; column <= right; column++) {
          face[cells.first(level) + row * cells.columns(level) + column] = EITHER;
        }
      }
    }
  }

  private void assign(int number, List<Target> targets) {
    Target target = targets.get(number);
    for (int level = 0; level < SIZES.length; level++) {
      if (target.size() >= SIZES[level][0] && target.size() < SIZES[level][1]) {
        assign(number, targets, level);
      }
    }
  }

  private void assign(int number, List<Target> targets, int level) {
    Target target = targets.get(number);
    double stride = DetectorNetwork.STRIDES.get(level);
    Point middle = target.middle();
    double column = middle.x() / stride;
    double row = middle.y() / stride;
    double wide = Math.min(1, target.box().width() / stride / 2);
    double high = Math.min(1, target.box().height() / stride / 2);
    for (int r = (int) Math.floor(row) - 1; r <= row + 1; r++) {
      for (int c = (int) Math.floor(column) - 1; c <= column + 1; c++) {
        boolean near = Math.abs(c + 0.5 - column) < wide && Math.abs(r + 0.5 - row) < high;
        boolean nearest = c == (int) Math.floor(column) && r == (int) Math.floor(row);
        boolean there = c >= 0 && r >= 0 && c < cells.columns(level) && r < cells.rows(level);
        if (there && (near || nearest)) {
          take(cells.first(level) + r * cells.columns(level) + c, number, targets);
        }
      }
    }
  }

  private void take(int cell, int number, List<Target> targets) {
    int other = face[cell];
    if (other < 0 || targets.get(other).size() > targets.get(number).size()) {
      face[cell] = number;
    }
  }
}
