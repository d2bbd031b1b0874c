package io.sightline.local.score;

import io.sightline.contract.face.FaceBox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Which box of one list is which of another, one to one, the best overlap first. */
final class Overlap {
  static final int NONE = -1;

  /** Intersection over union from which two boxes are of the same face. */
  private static final float ENOUGH = 0.4f;

  private record Pair(int found, int truth, float iou) {}

  private Overlap() {}

  /** For each box that was found the place of the true one, or {@link #NONE}. */
  static int[] match(List<FaceBox> found, List<FaceBox> truth) {
    List<Pair> pairs = new ArrayList<>();
    for (int f = 0; f < found.size(); f++) {
      for (int t = 0; t < truth.size(); t++) {
        float iou = found.get(f).iou(truth.get(t));
        if (iou >= ENOUGH) {
          pairs.add(new Pair(f, t, iou));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::iou).reversed());
    int[] match = new int[found.size()];
    Arrays.fill(match, NONE);
    boolean[] taken = new boolean[truth.size()];
    for (Pair pair : pairs) {
      if (match[pair.found] == NONE && !taken[pair.truth]) {
        match[pair.found] = pair.truth;
        taken[pair.truth] = true;
      }
    }
    return match;
  }
}
