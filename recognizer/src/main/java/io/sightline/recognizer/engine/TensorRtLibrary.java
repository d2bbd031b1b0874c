package io.sightline.recognizer.engine;

import static org.bytedeco.cuda.global.cudart.cudaGetDeviceCount;
import static org.bytedeco.cuda.global.cudart.cudaGetDeviceProperties;
import static org.bytedeco.cuda.global.cudart.cudaGetErrorString;
import static org.bytedeco.cuda.global.cudart.cudaSuccess;
import static org.bytedeco.tensorrt.global.nvinfer.getInferLibMajorVersion;
import static org.bytedeco.tensorrt.global.nvinfer.getInferLibMinorVersion;
import static org.bytedeco.tensorrt.global.nvinfer.getInferLibPatchVersion;

import java.util.Optional;
import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.global.nvonnxparser;

/** NVIDIA's libraries and the card, and what is missing of them. Thread-safe. */
public final class TensorRtLibrary {

  private TensorRtLibrary() {}

  /** Whether this build has the parts that call TensorRT; it has them with {@code -Pgpu}. */
  static boolean isBuiltIn() {
    String part = "/org/bytedeco/tensorrt/" + Loader.getPlatform() + "/libjninvinfer.so";
    return TensorRtLibrary.class.getResource(part) != null;
  }

  /** Why no engine can be built or run here, for people to read; empty when they can. */
  static Optional<String> missing() {
    if (!isBuiltIn()) {
      return Optional.of("this build has no TensorRT (build with -Pgpu)");
    }
    try {
      Loader.load(cudart.class);
      int[] cards = new int[1];
      int rc = cudaGetDeviceCount(cards);
      if (rc != cudaSuccess || cards[0] == 0) {
        return Optional.of("CUDA finds no card: " + cudaGetErrorString(rc).getString());
      }
      Loader.load(nvinfer.class);
      Loader.load(nvonnxparser.class);
      return Optional.empty();
    } catch (LinkageError e) {
      return Optional.of("a library of NVIDIA's does not load: " + why(e));
    }
  }

  /**
   * Why a library does not load, for people to read: the loader's last attempt is in the message,
   * which library was missing in the first cause.
   */
  public static String why(Throwable e) {
    Throwable first = e;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return first == e ? e.getMessage() : first.getMessage() + " (" + e.getMessage() + ")";
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

  /**
   * @param rc what a call of CUDA's has returned, the runtime's or the driver's
   * @throws EngineException when it has failed
   */
  public static void check(int rc) {
    if (rc != cudaSuccess) {
      throw new EngineException(
          "CUDA error " + rc + ": " + cudaGetErrorString(rc).getString(), null);
    }
  }
}
