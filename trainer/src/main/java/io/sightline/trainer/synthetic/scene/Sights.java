package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.synthetic.PersonTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps count of who was seen where, and how well. */
final class Sights {
  private static final double TOWARDS = 60;
  private static final double LARGE = 38;
  private final Map<Integer, Map<String, Walk>> people = new TreeMap<>();
  private final int fps;

  Sights(int fps) {
    this.fps = fps;
  }

  private static final class Walk {
    String camera;
    int track;
    int first;
    int last;
    int good;
  }

  void add(String camera, PersonTruth truth) {
    if (truth.visibility() < 0.5 || Math.abs(truth.yaw()) > TOWARDS || truth.size() < 20) {
      return;
    }
    Walk walk =
        people
            .computeIfAbsent(truth.identity(), i -> new TreeMap<>())
            .computeIfAbsent(camera + '/' + truth.track(), key -> begin(camera, truth));
    walk.last = truth.frame();
    boolean frontal = Math.abs(truth.yaw()) < 40 && Math.abs(truth.pitch()) < 32;
    walk.good += frontal && truth.size() >= LARGE && truth.visibility() > 0.85 ? 1 : 0;
  }

  private static Walk begin(String camera, PersonTruth truth) {
    Walk walk = new Walk();
    walk.camera = camera;
    walk.track = truth.track();
    walk.first = truth.frame();
    return walk;
  }

  /** Numbers of all who were seen. */
  List<Integer> all() {
    return List.copyOf(people.keySet());
  }

  List<DemoManifest.Seen> of(int identity) {
    List<DemoManifest.Seen> seen = new ArrayList<>();
    for (Walk w : people.get(identity).values()) {
      seen.add(new DemoManifest.Seen(w.camera, w.track, seconds(w.first), seconds(w.last), w.good));
    }
    return seen;
  }

  /** To hundredths. */
  private double seconds(int frame) {
    return Math.round(100.0 * frame / fps) / 100.0;
  }

  /** How well somebody was seen: good frames of the best walks of up to three cameras. */
  int score(int identity) {
    Map<String, Integer> best = new TreeMap<>();
    people
        .get(identity)
        .values()
        .forEach(w -> best.merge(w.camera, Math.min(20, w.good), Math::max));
    return best.values().stream().filter(n -> n > 3).limit(3).mapToInt(n -> 20 + n).sum();
  }
}
