package io.sightline.recognizer.engine;

import static io.sightline.recognizer.engine.CudaLibrary.attribute;
import static io.sightline.recognizer.engine.CudaLibrary.check;
import static org.bytedeco.cuda.global.cudart.cuLaunchKernel;
import static org.bytedeco.cuda.global.cudart.cuModuleGetFunction;
import static org.bytedeco.cuda.global.cudart.cuModuleLoadData;
import static org.bytedeco.cuda.global.cudart.cuModuleUnload;
import static org.bytedeco.cuda.global.cudart.cudaDevAttrComputeCapabilityMajor;
import static org.bytedeco.cuda.global.cudart.cudaDevAttrComputeCapabilityMinor;
import static org.bytedeco.cuda.global.cudart.cudaFree;
import static org.bytedeco.cuda.global.cudart.cudaSetDevice;
import static org.bytedeco.cuda.global.nvrtc.NVRTC_SUCCESS;
import static org.bytedeco.cuda.global.nvrtc.nvrtcCompileProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcCreateProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcDestroyProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetCUBIN;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetCUBINSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetErrorString;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLog;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLogSize;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/** Functions that run on the card, compiled by NVRTC for the first one. Thread-safe. */
public final class CudaKernels implements AutoCloseable {
  private static final int THREADS = 256;
  private final CUmod_st module = new CUmod_st();

  /**
   * @param beside the class that the source lies beside
   * @param resource its name, in CUDA C++
   * @param defines such as {@code ROWS=2048}
   * @throws EngineException when it does not compile
   * @throws LinkageError when NVRTC does not load
   */
  public CudaKernels(Class<?> beside, String resource, String... defines) {
    // Makes the card's context, the one that the runtime and TensorRT use, this thread's.
    check(cudaSetDevice(0));
    check(cudaFree((Pointer) null));
    List<String> options = new ArrayList<>();
    // Machine code, as a driver takes no intermediate code of a later CUDA than its own.
    options.add(
        "--gpu-architecture=sm_"
            + attribute(cudaDevAttrComputeCapabilityMajor)
            + attribute(cudaDevAttrComputeCapabilityMinor));
    for (String define : defines) {
      options.add("--define-macro=" + define);
    }
    try (BytePointer image = compile(read(beside, resource), resource, options)) {
      check(cuModuleLoadData(module, image));
    }
  }

  private static BytePointer compile(String text, String resource, List<String> options) {
    _nvrtcProgram program = new _nvrtcProgram();
    try (BytePointer source = new BytePointer(text);
        BytePointer name = new BytePointer(resource);
        PointerPointer<BytePointer> arguments =
            new PointerPointer<>(options.toArray(String[]::new))) {
      PointerPointer<BytePointer> none = null;
      checkCompiler(nvrtcCreateProgram(program, source, name, 0, none, none), "");
      int rc = nvrtcCompileProgram(program, options.size(), arguments);
      checkCompiler(rc, rc == NVRTC_SUCCESS ? "" : log(program));
      try (SizeTPointer size = new SizeTPointer(1)) {
        checkCompiler(nvrtcGetCUBINSize(program, size), "");
        BytePointer image = new BytePointer(size.get());
        checkCompiler(nvrtcGetCUBIN(program, image), "");
        return image;
      }
    } finally {
      if (!program.isNull()) {
        nvrtcDestroyProgram(program);
      }
    }
  }

  private static String read(Class<?> beside, String resource) {
    try (InputStream in = beside.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String log(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      checkCompiler(nvrtcGetProgramLogSize(program, size), "");
      try (BytePointer text = new BytePointer(Math.max(1, size.get()))) {
        checkCompiler(nvrtcGetProgramLog(program, text), "");
        return text.getString();
      }
    }
  }

  /** The function of this name; valid until these are closed. */
  public CUfunc_st function(String name) {
    CUfunc_st function = new CUfunc_st();
    check(cudaSetDevice(0));
    check(cuModuleGetFunction(function, module, name));
    return function;
  }

  /**
   * Queues a call, with {@value #THREADS} threads for each block of the grid.
   *
   * @param arguments addresses and integers, in the function's order
   */
  static void launch(
      CUfunc_st function, int width, int height, CUstream_st stream, long... arguments) {
    // An int is read from the first half of its long: CUDA's machines are little-endian.
    try (LongPointer values = new LongPointer(arguments);
        PointerPointer<LongPointer> addresses = new PointerPointer<>(arguments.length)) {
      for (int i = 0; i < arguments.length; i++) {
        addresses.put(i, values.getPointer(i));
      }
      PointerPointer<LongPointer> none = null;
      check(cuLaunchKernel(function, width, height, 1, THREADS, 1, 1, 0, stream, addresses, none));
    }
  }

  private static void checkCompiler(int rc, String log) {
    if (rc != NVRTC_SUCCESS) {
      throw new EngineException("NVRTC: " + nvrtcGetErrorString(rc).getString() + " " + log, null);
    }
  }

  @Override
  public void close() {
    cudaSetDevice(0);
    cuModuleUnload(module);
  }
}
