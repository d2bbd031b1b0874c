package io.sightline.trainer.detect;

import io.sightline.trainer.net.DetectorNetwork;

/**
 * The cells of a network's maps in one row: map after map, fine to coarse, each row by row, as the
 * outputs are laid one behind the other.
 */
record Cells(int width, int height) {

  Cells {
    int coarsest = DetectorNetwork.STRIDES.get(DetectorNetwork.STRIDES.size() - 1);
    if (width % coarsest != 0 || height % coarsest != 0 || width <= 0 || height <= 0) {
      throw new IllegalArgumentException(
          "a detector's sides are multiples of " + coarsest + ", not " + width + "x" + height);
    }
  }

  int columns(int level) {
    return width / DetectorNetwork.STRIDES.get(level);
  }

  int rows(int level) {
    return height / DetectorNetwork.STRIDES.get(level);
  }

  /** Number of a level's first cell. */
  int first(int level) {
    int first = 0;
    for (int l = 0; l < level; l++) {
      first += columns(l) * rows(l);
    }
    return first;
  }

  int count() {
    return first(DetectorNetwork.STRIDES.size());
  }
}
