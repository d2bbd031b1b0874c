package io.sightline.local.score;

import io.sightline.contract.wire.FaceObservation;
import io.sightline.contract.wire.FrameFaces;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How well faces were found.
 *
 * @param recall of the faces that must be found
 * @param precision of what was found: right of right and false
 * @param free found, but of a face that is small, hidden or turned away: neither right nor false
 * @param bySize of all open faces, the small ones too: found, by the shorter side in pixels
 */
record DetectionScore(
    Proportion recall, Proportion precision, int free, Map<String, Proportion> bySize) {
  private static final List<Integer> SIZES = List.of(8, 20, 30, 40, 60, 90);

  static DetectionScore of(Playback playback, List<FrameFaces> frames) {
    Counter counter = new Counter();
    for (FrameFaces frame : frames) {
      playback
          .faces(frame.cameraId(), frame.capturedAt())
          .ifPresent(truth -> counter.add(frame.faces(), truth));
    }
    return counter.score();
  }

  private static final class Counter {
    private final int[] found = new int[SIZES.size()];
    private final int[] open = new int[SIZES.size()];
    private int must;
    private int foundOfMust;
    private int wrong;
    private int free;

    void add(List<FaceObservation> observations, List<TruthFace> truth) {
      int[] match =
          Overlap.match(
              observations.stream().map(FaceObservation::box).toList(),
              truth.stream().map(TruthFace::box).toList());
      Set<Integer> hits = new HashSet<>();
      for (int t : match) {
        if (t == Overlap.NONE) {
          wrong++;
        } else {
          hits.add(t);
          free += mustBeFound(truth.get(t)) ? 0 : 1;
        }
      }
      for (int t = 0; t < truth.size(); t++) {
        count(truth.get(t), hits.contains(t));
      }
    }

    private static boolean mustBeFound(TruthFace face) {
      return face.open() && face.large();
    }

    private void count(TruthFace face, boolean hit) {
      int band = band(face.side());
      if (band < 0 || !face.open()) {
        return;
      }
      open[band]++;
      found[band] += hit ? 1 : 0;
      if (face.large()) {
        must++;
        foundOfMust += hit ? 1 : 0;
      }
    }

    /** -1 for what is smaller than all. */
    private static int band(double side) {
      int band = -1;
      while (band + 1 < SIZES.size() && side >= SIZES.get(band + 1)) {
        band++;
      }
      return band;
    }

    DetectionScore score() {
      Map<String, Proportion> bySize = new LinkedHashMap<>();
      for (int band = 0; band < SIZES.size(); band++) {
        String upTo = band + 1 < SIZES.size() ? " to " + SIZES.get(band + 1) : " and more";
        bySize.put(SIZES.get(band) + upTo, new Proportion(found[band], open[band]));
      }
      return new DetectionScore(
          new Proportion(foundOfMust, must),
          new Proportion(foundOfMust, foundOfMust + wrong),
          free,
          bySize);
    }
  }
}
