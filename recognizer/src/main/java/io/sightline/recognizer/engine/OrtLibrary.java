package io.sightline.recognizer.engine;

import ai.onnxruntime.OrtEnvironment;
import java.nio.file.Path;

/** Loads ONNX Runtime's native library, whose start wants a deep stack. */
final class OrtLibrary {

  private static final Path CACHE =
      Path.of(System.getProperty("user.home"), ".cache", "sightline", "natives");

  static {
    OrtNatives.keep(CACHE);
  }

  private OrtLibrary() {}

  static OrtEnvironment load() {
    return DeepStack.call("load-onnxruntime", OrtEnvironment::getEnvironment);
  }
}
