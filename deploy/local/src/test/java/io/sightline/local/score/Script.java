package io.sightline.local.score;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Quality;
import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.BestShot;
import io.sightline.contract.wire.FaceObservation;
import io.sightline.contract.wire.FrameFaces;
import io.sightline.contract.wire.FrameRef;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Severity;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Unknown;
import io.sightline.contract.wire.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A scripted truth, and records of a run that saw it: one camera, 10 frames a second, 20 frames a
 * clip. Ann walks at 100 and Bob at 300 pixels from the left, both throughout.
 */
final class Script {
  static final double FPS = 10;
  static final int LENGTH = 20;
  static final String CAMERA = "gate";
  static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
  static final FaceBox ANN = new FaceBox(100, 100, 50, 60);
  static final FaceBox BOB = new FaceBox(300, 100, 50, 60);
  static final FaceBox NOBODY = new FaceBox(600, 400, 50, 60);
  private static final Embedding EMBEDDING = new Embedding("s", new float[] {1});
  private static final Quality QUALITY = new Quality(1, 1, 1, 0, 0, 0);

  final Map<Integer, List<TruthFace>> truth = new HashMap<>();
  final List<FrameFaces> faces = new ArrayList<>();
  final List<Sighting> sightings = new ArrayList<>();
  final List<Alert> alerts = new ArrayList<>();
  int published = LENGTH;

  /** With both people in all frames. */
  static Script both() {
    Script script = new Script();
    for (int f = 0; f < LENGTH; f++) {
      script.face(f, "ann", 1, ANN, 1, 0);
      script.face(f, "bob", 2, BOB, 1, 0);
    }
    return script;
  }

  void face(int frame, String person, int track, FaceBox box, double visibility, double yaw) {
    TruthFace.Mask mask = person.equals("bob") ? TruthFace.Mask.MASKED : TruthFace.Mask.BARE;
    truth
        .computeIfAbsent(frame, f -> new ArrayList<>())
        .add(new TruthFace(frame, person, track, box, visibility, yaw, 0, mask));
  }

  /** Counted on over the loops. */
  static Instant at(int frame) {
    return START.plusMillis(100L * frame);
  }

  void found(int frame, FaceBox... boxes) {
    List<FaceObservation> found = new ArrayList<>();
    for (FaceBox box : boxes) {
      Landmarks landmarks = Landmarks.of(0, 0, 1, 0, 0, 1, 0, 2, 1, 2);
      found.add(
          new FaceObservation(
              frame + "#" + found.size(),
              box,
              landmarks,
              1,
              QUALITY,
              OptionalDouble.empty(),
              EMBEDDING,
              new byte[0]));
    }
    faces.add(
        new FrameFaces(
            "f" + frame, CAMERA, frame, at(frame), 1280, 720, new FrameRef(0, 0), "d", found));
  }

  /** A version of a sighting from one frame to another, with its best shot in the last. */
  Sighting sighting(
      String id,
      int from,
      int to,
      FaceBox shot,
      String identity,
      MaskState mask,
      int observations) {
    Sighting sighting =
        new Sighting(
            id,
            sightings.size() + 1,
            CAMERA,
            Sighting.State.OPEN,
            at(from),
            at(to),
            observations,
            mask,
            identity.isEmpty()
                ? Optional.empty()
                : Optional.of(new Match(identity, identity, 0.9f, 0.5f)),
            new BestShot("f" + to, at(to), new FrameRef(0, 0), shot, QUALITY, new byte[0]),
            EMBEDDING,
            at(to));
    sightings.add(sighting);
    return sighting;
  }

  void alert(String id, String identity, Alert.State state, Sighting sighting) {
    alerts.add(
        new Alert(
            id,
            alerts.size() + 1,
            "banned",
            "Banned",
            Severity.HIGH,
            List.of(),
            identity,
            identity,
            state,
            Verdict.UNSURE,
            "",
            Instant.EPOCH,
            "",
            sighting.evidenceAt(),
            sighting.evidenceAt(),
            false,
            sighting,
            sighting.match(),
            Unknown.NONE));
  }

  /** Ann and Bob were to be enrolled, which failed for nobody. */
  Score score() {
    List<Instant> times = IntStream.range(0, published).mapToObj(Script::at).toList();
    Scene scene =
        new Scene(
            Map.of(CAMERA, new ClipTruth(FPS, LENGTH, truth)),
            Map.of("ann", "id-ann", "bob", "id-bob"));
    return Score.of(new Recorded(Map.of(CAMERA, times), faces, sightings, alerts), scene);
  }
}
