package io.sightline.contract.wire;

import java.time.Instant;

/**
 * A change in a camera's state: topic {@code cameras}, key camera id, compacted.
 *
 * @param detail what happened, for a person to read; never holds credentials
 * @param width of the source's pictures, 0 until known
 * @param height of the source's pictures, 0 until known
 * @param sourceFps what the source says it delivers, 0 when unknown
 */
public record CameraStatus(
    String cameraId,
    State state,
    Instant at,
    String detail,
    int width,
    int height,
    float sourceFps,
    Unknown unknown) {

  /**
   * {@code ENDED}: the source has no more pictures (a file played once). {@code STOPPED}: we were
   * told to stop.
   */
  public enum State {
    CONNECTING,
    LIVE,
    LOST,
    ENDED,
    STOPPED
  }

  public CameraStatus(
      String cameraId,
      State state,
      Instant at,
      String detail,
      int width,
      int height,
      float sourceFps) {
    this(cameraId, state, at, detail, width, height, sourceFps, Unknown.NONE);
  }
}
