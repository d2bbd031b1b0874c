package io.sightline.indexer;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Quality;
import io.sightline.contract.wire.BestShot;
import io.sightline.contract.wire.FaceObservation;
import io.sightline.contract.wire.FrameRef;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Sighting;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** Made-up faces whose embeddings lie in a plane of 512 dimensions, at an angle. */
public final class Faces {
  private static final Quality GOOD = new Quality(0.8f, 40, 200, 0, 0, 0);
  private static final FaceBox BOX = new FaceBox(10, 20, 80, 100);

  private Faces() {}

  public static Embedding embedding(String space, double angle, int size) {
    float[] values = new float[size];
    values[0] = (float) Math.cos(angle);
    values[1] = (float) Math.sin(angle);
    return new Embedding(space, values);
  }

  public static FaceObservation observation(String space, double angle) {
    return new FaceObservation(
        "x#0",
        BOX,
        Landmarks.of(new float[10]),
        0.9f,
        GOOD,
        OptionalDouble.empty(),
        embedding(space, angle, 512),
        new byte[] {1});
  }

  public static Sighting sighting(
      String id, long version, String camera, Instant at, Embedding face) {
    return new Sighting(
        id,
        version,
        camera,
        Sighting.State.OPEN,
        at,
        at.plusSeconds(version),
        (int) version,
        MaskState.UNKNOWN,
        Optional.empty(),
        new BestShot(
            "f-" + id, at, new FrameRef(1, 2), BOX, GOOD, new byte[] {(byte) 0xff, (byte) 0xd8, 7}),
        face,
        at);
  }

  public static Sighting named(Sighting s, String identity, MaskState mask) {
    return new Sighting(
        s.id(),
        s.version(),
        s.cameraId(),
        s.state(),
        s.firstSeen(),
        s.lastSeen(),
        s.observations(),
        mask,
        Optional.of(new Match(identity, identity.toUpperCase(), 0.7f, 0.5f)),
        s.bestShot(),
        s.embedding(),
        s.evidenceAt());
  }

  /** Not near enough to whoever came nearest. */
  static Sighting unnamed(Sighting s, Match nearest) {
    return new Sighting(
        s.id(),
        s.version(),
        s.cameraId(),
        s.state(),
        s.firstSeen(),
        s.lastSeen(),
        s.observations(),
        s.mask(),
        Optional.empty(),
        s.bestShot(),
        s.embedding(),
        s.evidenceAt(),
        Optional.of(nearest),
        s.unknown());
  }
}
