package io.sightline.recognizer.sighting;

import io.sightline.contract.config.MatchingConfig.Scan;
import io.sightline.contract.config.SightingsConfig;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.FrameFaces;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Template;
import io.sightline.recognizer.match.Gallery;
import io.sightline.recognizer.match.Matcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The tracks of one camera, frame by frame, and a gallery of made-up people. */
abstract class OneCamera {
  final Gallery gallery = new Gallery("s", 2, Scan.FLOAT);
  Tracker tracker = tracker(Thresholds.fixed(0.9f));
  final Scene scene = new Scene("lobby");
  final List<Sighting> told = new ArrayList<>();
  List<Track> open = List.of();
  Instant now = Instant.EPOCH;

  Tracker tracker(Thresholds thresholds) {
    return new Tracker(
        new SightingsConfig(3, Duration.ofSeconds(1), 0.3, null, null),
        0.9f,
        new Matcher(gallery, thresholds, 1e-3));
  }

  void enrol(String id, double who) {
    Template template = new Template("t", embedding(who), new byte[0], "test", Scene.START);
    gallery.put(new Enrollment(id, id, List.of(template), Scene.START));
  }

  static Embedding embedding(double who) {
    return new Embedding("s", new float[] {(float) Math.cos(who), (float) Math.sin(who)});
  }

  void see(FrameFaces... frames) {
    for (FrameFaces frame : frames) {
      now = frame.capturedAt().isAfter(now) ? frame.capturedAt() : now;
      Tracker.Step step = tracker.advance(open, frame, now);
      open = step.open();
      told.addAll(step.news());
    }
  }
}
