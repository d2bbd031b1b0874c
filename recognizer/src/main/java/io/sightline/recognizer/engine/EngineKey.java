package io.sightline.recognizer.engine;

/**
 * Everything that a built engine depends on: with any other it is stale.
 *
 * @param sha256 of the ONNX file
 * @param library such as TensorRT 10.15.1
 * @param gpu name and compute capability
 * @param precision the network's own when it is strongly typed
 * @param profile batch sizes and picture size it was built for
 */
record EngineKey(String sha256, String library, String gpu, String precision, String profile) {

  /** A file name that no other key has: all of the parts in it, the checksum in full. */
  String fileName() {
    return String.join("-", word(library), word(gpu), word(precision), word(profile), sha256)
        + ".engine";
  }

  private static String word(String text) {
    return text.replaceAll("[^A-Za-z0-9.]+", "_");
  }
}
