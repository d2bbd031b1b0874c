package io.sightline.trainer.device;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.ClassProperties;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;

/**
 * Loads libtorch, where the build has it the one for CUDA. To be called before anything of libtorch
 * is touched: JavaCPP unpacks one library after another and loads each at once, CUDA's before those
 * that it needs, and says nothing when that fails. With an empty cache it would be without CUDA.
 */
public final class Libtorch {
  private static final String FOR_CUDA = "/org/bytedeco/pytorch/" + Loader.getPlatform() + "-gpu/";

  /** What must lie side by side before the last of them is loaded, which needs the others. */
  private static final List<String> LIBRARIES =
      List.of("libgomp.so.1", "libc10.so", "libtorch_cpu.so", "libc10_cuda.so", "libtorch_cuda.so");

  /** Null when libtorch for CUDA is loaded. */
  private static final String WITHOUT_CUDA = loadForCuda();

  private Libtorch() {}

  /** Once in a process; for nothing where the build has no libtorch for CUDA. */
  public static void load() {
    // Initialising the class has done it.
  }

  /** Whether the build has libtorch for CUDA; whether that computes is another question. */
  public static boolean hasCuda() {
    return torch.class.getResource(FOR_CUDA + "libtorch_cuda.so") != null;
  }

  /** Why libtorch for CUDA is not loaded. Touches nothing of libtorch. */
  public static Optional<String> withoutCuda() {
    return Optional.ofNullable(WITHOUT_CUDA);
  }

  /** Why libtorch sees no device, to be asked when it sees none. */
  public static String withoutDevice() {
    return withoutCuda().orElseGet(Libtorch::withoutDriver);
  }

  private static String withoutDriver() {
    try {
      Loader.loadGlobal("libcuda.so.1");
      return "libtorch for CUDA is loaded and sees no device; nvidia-smi tells of the driver";
    } catch (UnsatisfiedLinkError e) {
      return "there is no driver: " + e.getMessage();
    }
  }

  private static String loadForCuda() {
    if (!hasCuda()) {
      return "this build has no libtorch for CUDA; ./sightline build -Pgpu makes one that has";
    }
    if (Loader.getLoadedLibraries().containsKey("jnitorch")) {
      // Nothing may come on top of it any more.
      boolean forCuda = Loader.getLoadedLibraries().containsKey("torch_cuda");
      return forCuda ? null : "libtorch was in use before it was unpacked; start once more";
    }
    try {
      for (String library : LIBRARIES) {
        Loader.cacheResource(torch.class, FOR_CUDA + library);
      }
      Loader.load(openblas.class);
      return preload(Loader.cacheResource(torch.class, FOR_CUDA + "libtorch_cpu.so"));
    } catch (IOException e) {
      return "libtorch for CUDA cannot be unpacked: " + e;
    }
  }

  /** NVIDIA's libraries and libtorch's for CUDA, from where JavaCPP looks for them. */
  private static String preload(File cpu) {
    ClassProperties properties = Loader.loadProperties(torch.class, Loader.loadProperties(), true);
    String missing = null;
    for (String library : properties.get("platform.preload")) {
      try {
        Loader.loadLibrary(
            torch.class, Loader.findLibrary(torch.class, properties, library), library);
      } catch (UnsatisfiedLinkError e) {
        if (library.equals("torch_cuda")) {
          missing = "libtorch for CUDA does not load: " + reason(e);
        }
      }
    }
    if (missing != null) {
      avoidHalves(cpu);
    }
    return missing;
  }

  /**
   * The build has libtorch for the CPU, too. Where the CPU's half of the one for CUDA does not load
   * either, JavaCPP would put both together.
   */
  private static void avoidHalves(File cpu) {
    try {
      System.load(cpu.getAbsolutePath());
    } catch (UnsatisfiedLinkError e) {
      Loader.loadProperties().setProperty("platform.extension", "-cpu");
    }
  }

  /** JavaCPP tries the system's libraries last; why its own did not load is the cause. */
  private static String reason(UnsatisfiedLinkError e) {
    String reason = String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage());
    return reason.replaceFirst("^/\\S*libtorch_cuda\\.so: ", "");
  }
}
