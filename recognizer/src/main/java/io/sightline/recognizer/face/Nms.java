package io.sightline.recognizer.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Greedy non-maximum suppression. */
final class Nms {

  private Nms() {}

  /** The faces, best first, without those that overlap a better one by more than {@code maxIou}. */
  static List<DetectedFace> keepBest(List<DetectedFace> faces, double maxIou) {
    List<DetectedFace> sorted = new ArrayList<>(faces);
    sorted.sort(Comparator.comparing(DetectedFace::score).reversed());
    List<DetectedFace> kept = new ArrayList<>();
    for (DetectedFace face : sorted) {
      if (kept.stream().noneMatch(better -> better.box().iou(face.box()) > maxIou)) {
        kept.add(face);
      }
    }
    return kept;
  }
}
