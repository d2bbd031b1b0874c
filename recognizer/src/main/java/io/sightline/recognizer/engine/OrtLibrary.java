package io.sightline.recognizer.engine;

import ai.onnxruntime.OrtEnvironment;

/** Loads ONNX Runtime's native library, whose start wants a deep stack. */
final class OrtLibrary {

  private OrtLibrary() {}

  static OrtEnvironment load() {
    return DeepStack.call("load-onnxruntime", OrtEnvironment::getEnvironment);
  }
}
