package io.sightline.recognizer.engine;

import ai.onnxruntime.OrtEnvironment;

/** Loads ONNX Runtime's native library. */
final class OrtLibrary {
  /**
   * Initialising the library overflows the megabyte that a Java thread has by default: the JVM dies
   * without a word.
   */
  private static final long STACK_BYTES = 16 << 20;

  private OrtLibrary() {}

  static OrtEnvironment load() {
    Thread loader =
        new Thread(null, OrtEnvironment::getEnvironment, "load-onnxruntime", STACK_BYTES);
    loader.start();
    try {
      loader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return OrtEnvironment.getEnvironment();
  }
}
