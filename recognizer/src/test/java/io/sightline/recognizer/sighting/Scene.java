package io.sightline.recognizer.sighting;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Quality;
import io.sightline.contract.wire.FaceObservation;
import io.sightline.contract.wire.FrameFaces;
import io.sightline.contract.wire.FrameRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Scripted frames of a camera that samples five pictures a second. */
final class Scene {
  static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private final String camera;

  /** Somebody in a frame: where, who (an angle in the plane of embeddings), how well seen. */
  record Person(float x, double who, float quality, OptionalDouble mask) {

    Person(float x, double who) {
      this(x, who, 0.5f, OptionalDouble.empty());
    }
  }

  Scene(String camera) {
    this.camera = camera;
  }

  FrameFaces frame(int number, Person... people) {
    return frame(number, START.plusMillis(200L * number), people);
  }

  FrameFaces frame(int number, Instant capturedAt, Person... people) {
    String id = camera + "-" + number;
    List<FaceObservation> faces = new ArrayList<>();
    for (Person p : people) {
      float[] vector = {(float) Math.cos(p.who()), (float) Math.sin(p.who())};
      faces.add(
          new FaceObservation(
              id + "#" + faces.size(),
              new FaceBox(p.x(), 100, 50, 60),
              Landmarks.of(new float[10]),
              0.9f,
              new Quality(p.quality(), 30, 100, 0, 0, 0),
              p.mask(),
              new Embedding("s", vector),
              new byte[] {1}));
    }
    return new FrameFaces(
        id, camera, number, capturedAt, 640, 480, new FrameRef(0, number), "d", faces);
  }
}
