package io.sightline.contract.wire;

import java.util.List;

/**
 * The faces of a {@link Photo}, the largest first: topic {@code photo-faces}, key request id.
 *
 * @param error why the photo could not be read; empty when it could
 */
public record PhotoFaces(
    String requestId, String error, List<FaceObservation> faces, Unknown unknown) {

  public PhotoFaces {
    faces = List.copyOf(faces);
  }

  public PhotoFaces(String requestId, String error, List<FaceObservation> faces) {
    this(requestId, error, faces, Unknown.NONE);
  }
}
