package io.sightline.contract.wire;

import java.time.Instant;

/**
 * One sampled picture of a camera: topic {@code frames}, key camera id.
 *
 * @param id unique over all cameras and runs
 * @param sequence counts the frames published by one run of one camera, from 0
 * @param capturedAt when the light fell on the sensor, as well as the source lets us know; UTC,
 *     nanoseconds
 * @param width of the JPEG in pixels
 * @param height of the JPEG in pixels
 * @param jpeg the picture; not copied, treat as immutable
 */
public record Frame(
    String id,
    String cameraId,
    long sequence,
    Instant capturedAt,
    int width,
    int height,
    byte[] jpeg,
    Unknown unknown) {

  public Frame(
      String id,
      String cameraId,
      long sequence,
      Instant capturedAt,
      int width,
      int height,
      byte[] jpeg) {
    this(id, cameraId, sequence, capturedAt, width, height, jpeg, Unknown.NONE);
  }
}
