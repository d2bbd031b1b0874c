package io.sightline.recognizer.engine;

import static io.sightline.recognizer.engine.CudaLibrary.check;
import static org.bytedeco.cuda.global.cudart.cudaGetDeviceProperties;
import static org.bytedeco.tensorrt.global.nvinfer.getInferLibMajorVersion;
import static org.bytedeco.tensorrt.global.nvinfer.getInferLibMinorVersion;
import static org.bytedeco.tensorrt.global.nvinfer.getInferLibPatchVersion;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.global.nvonnxparser;

/** NVIDIA's libraries and the card, and what is missing of them. Thread-safe. */
final class TensorRtLibrary {
  /**
   * Half of TensorRT: what its builder makes engines of. It asks for the file by this name alone,
   * which is not the one that the file bears, and is found in no folder that JavaCPP unpacks to.
   */
  private static final String KERNELS = "libnvinfer_builder_resource.so.10.6.0";

  private TensorRtLibrary() {}

  /** Whether this build has the parts that call TensorRT; it has them with {@code -Pgpu}. */
  static boolean isBuiltIn() {
    return CudaLibrary.isBuiltIn("tensorrt", "jninvinfer");
  }

  /** Why no engine can be built or run here, for people to read; empty when they can. */
  static Optional<String> missing() {
    if (!isBuiltIn()) {
      return Optional.of("this build has no TensorRT (build with -Pgpu)");
    }
    Optional<String> card = CudaLibrary.missing();
    return card.isPresent() ? card : load();
  }

  /** Without a card TensorRT 10.6 would end the process where it is asked for a builder. */
  private static synchronized Optional<String> load() {
    String packed = "/org/bytedeco/tensorrt/" + Loader.getPlatform() + "/" + KERNELS;
    try {
      if (TensorRtLibrary.class.getResource(packed) != null) {
        Path kernels = Loader.cacheResource(TensorRtLibrary.class, packed).toPath();
        ElfLibrary.makeLoadable(kernels, KERNELS);
        Loader.loadGlobal(kernels.toString());
      }
    } catch (IOException | LinkageError e) {
      return Optional.of("TensorRT's kernels do not load: " + e.getMessage());
    }
    return CudaLibrary.missing(nvinfer.class, nvonnxparser.class);
  }

  /** Such as {@code TensorRT 10.6.0}. */
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
