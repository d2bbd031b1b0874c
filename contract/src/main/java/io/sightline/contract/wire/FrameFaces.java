package io.sightline.contract.wire;

import java.time.Instant;
import java.util.List;

/**
 * The face observations of one frame, none included: topic {@code faces}, key camera id. A frame
 * without faces is sent too, because it tells the trackers that time has passed and nobody was
 * there.
 *
 * @param frame where the frame itself lies
 * @param detector id of the detector's model
 */
public record FrameFaces(
    String frameId,
    String cameraId,
    long sequence,
    Instant capturedAt,
    int width,
    int height,
    FrameRef frame,
    String detector,
    List<FaceObservation> faces,
    Unknown unknown) {

  public FrameFaces {
    faces = List.copyOf(faces);
  }

  public FrameFaces(
      String frameId,
      String cameraId,
      long sequence,
      Instant capturedAt,
      int width,
      int height,
      FrameRef frame,
      String detector,
      List<FaceObservation> faces) {
    this(
        frameId,
        cameraId,
        sequence,
        capturedAt,
        width,
        height,
        frame,
        detector,
        faces,
        Unknown.NONE);
  }
}
