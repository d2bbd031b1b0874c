package io.sightline.recognizer.engine;

import static io.sightline.recognizer.engine.CudaLibrary.check;
import static org.bytedeco.cuda.global.cudart.cudaGetDeviceProperties;
import static org.bytedeco.tensorrt.global.nvinfer.getInferLibMajorVersion;
import static org.bytedeco.tensorrt.global.nvinfer.getInferLibMinorVersion;
import static org.bytedeco.tensorrt.global.nvinfer.getInferLibPatchVersion;

import java.util.Optional;
import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.global.nvonnxparser;

/** NVIDIA's libraries and the card, and what is missing of them. Thread-safe. */
final class TensorRtLibrary {

  private TensorRtLibrary() {}

  /** Whether this build has the parts that call TensorRT; it has them with {@code -Pgpu}. */
  static boolean isBuiltIn() {
    return CudaLibrary.isBuiltIn("tensorrt", "jninvinfer");
  }

  /** Why no engine can be built or run here, for people to read; empty when they can. */
  static Optional<String> missing() {
    return isBuiltIn()
        ? CudaLibrary.missing(nvinfer.class, nvonnxparser.class)
        : Optional.of("this build has no TensorRT (build with -Pgpu)");
  }

  /** Such as {@code TensorRT 10.15.1}. */
  static String version() {
    return "TensorRT "
        + getInferLibMajorVersion()
        + "."
        + getInferLibMinorVersion()
        + "."
        + getInferLibPatchVersion();
  }

  /** Name and compute capability of the first card. */
  static String gpu() {
    try (cudaDeviceProp card = new cudaDeviceProp()) {
      check(cudaGetDeviceProperties(card, 0));
      return card.name().getString() + " sm_" + card.major() + card.minor();
    }
  }
}
