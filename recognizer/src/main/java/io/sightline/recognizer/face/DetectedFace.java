package io.sightline.recognizer.face;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Point;

/**
 * What a detector says of one face, in the pixels of the picture it was given.
 *
 * @param score 0 to 1
 */
public record DetectedFace(FaceBox box, Landmarks landmarks, float score) {

  /**
   * Whether there is a face to cut out: the numbers are numbers, which those of a network in half
   * precision need not be, and the eyes are apart.
   */
  boolean usable() {
    float sum = box.x() + box.y() + box.width() + box.height();
    for (Point p : landmarks.points()) {
      sum += p.x() + p.y();
    }
    return Float.isFinite(sum) && landmarks.interOcular() > 0;
  }
}
