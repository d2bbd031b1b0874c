package io.sightline.recognizer.engine;

import static org.bytedeco.cuda.global.cudart.cudaDeviceGetAttribute;
import static org.bytedeco.cuda.global.cudart.cudaDeviceScheduleBlockingSync;
import static org.bytedeco.cuda.global.cudart.cudaGetDeviceCount;
import static org.bytedeco.cuda.global.cudart.cudaGetErrorString;
import static org.bytedeco.cuda.global.cudart.cudaGetLastError;
import static org.bytedeco.cuda.global.cudart.cudaSetDevice;
import static org.bytedeco.cuda.global.cudart.cudaSetDeviceFlags;
import static org.bytedeco.cuda.global.cudart.cudaSuccess;

import java.util.Optional;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.Loader;

/** CUDA, the first card, and what is missing of them. Thread-safe. */
public final class CudaLibrary {

  private CudaLibrary() {}

  /** Whether this build has the presets' part of that name; it has them with {@code -Pgpu}. */
  static boolean isBuiltIn(String preset, String part) {
    String path = "/org/bytedeco/" + preset + "/" + Loader.getPlatform() + "/lib" + part + ".so";
    return CudaLibrary.class.getResource(path) != null;
  }

  /**
   * Why nothing can be run here, for people to read; empty when it can.
   *
   * @param libraries of NVIDIA's that are wanted beside CUDA, as presets
   */
  static Optional<String> missing(Class<?>... libraries) {
    try {
      Loader.load(cudart.class);
      int[] cards = new int[1];
      int rc = cudaGetDeviceCount(cards);
      if (rc != cudaSuccess || cards[0] == 0) {
        return Optional.of("CUDA finds no card: " + cudaGetErrorString(rc).getString());
      }
      for (Class<?> library : libraries) {
        Loader.load(library);
      }
      return Optional.empty();
    } catch (LinkageError e) {
      return Optional.of("a library of NVIDIA's does not load: " + why(e));
    }
  }

  /**
   * Makes the first card this thread's, and has all threads sleep that wait for it: they would spin
   * else, and the cores belong to the decoders.
   */
  static void choose() {
    check(cudaSetDevice(0));
    check(cudaSetDeviceFlags(cudaDeviceScheduleBlockingSync));
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

  /** Of the first card. */
  static int attribute(int attribute) {
    int[] value = new int[1];
    check(cudaDeviceGetAttribute(value, attribute, 0));
    return value[0];
  }

  /**
   * @param rc what a call of CUDA's has returned, the runtime's or the driver's: the two share
   *     their numbers
   * @throws EngineException when it has failed
   */
  public static void check(int rc) {
    if (rc != cudaSuccess) {
      // Else whoever asks for the last error on this thread takes it for one of its own.
      cudaGetLastError();
      throw new EngineException(
          "CUDA error " + rc + ": " + cudaGetErrorString(rc).getString(), null);
    }
  }
}
