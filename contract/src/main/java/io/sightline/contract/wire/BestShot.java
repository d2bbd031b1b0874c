package io.sightline.contract.wire;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Quality;
import java.time.Instant;

/**
 * The face observation of a sighting with the highest quality score.
 *
 * @param crop aligned 112x112 JPEG; not copied, treat as immutable
 */
public record BestShot(
    String frameId,
    Instant capturedAt,
    FrameRef frame,
    FaceBox box,
    Quality quality,
    byte[] crop,
    Unknown unknown) {

  public BestShot(
      String frameId,
      Instant capturedAt,
      FrameRef frame,
      FaceBox box,
      Quality quality,
      byte[] crop) {
    this(frameId, capturedAt, frame, box, quality, crop, Unknown.NONE);
  }

  public BestShot withCrop(byte[] other) {
    return new BestShot(frameId, capturedAt, frame, box, quality, other, unknown);
  }
}
