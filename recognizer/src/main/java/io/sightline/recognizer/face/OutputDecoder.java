package io.sightline.recognizer.face;

import java.util.List;
import java.util.Map;

/**
 * Turns a detector's output tensors into faces, before overlapping ones are removed. Thread-safe.
 */
interface OutputDecoder {

  /**
   * @param outputs by name, of one picture
   * @param minScore faces below it are left out
   * @return faces in pixels of the network's input
   */
  List<DetectedFace> decode(Map<String, float[]> outputs, float minScore);
}
