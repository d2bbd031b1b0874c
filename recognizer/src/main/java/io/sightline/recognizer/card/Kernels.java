package io.sightline.recognizer.card;

import static io.sightline.recognizer.engine.TensorRtLibrary.check;
import static org.bytedeco.cuda.global.cudart.cuModuleGetFunction;
import static org.bytedeco.cuda.global.cudart.cuModuleLoadData;
import static org.bytedeco.cuda.global.cudart.cuModuleUnload;
import static org.bytedeco.cuda.global.cudart.cudaDevAttrComputeCapabilityMajor;
import static org.bytedeco.cuda.global.cudart.cudaDevAttrComputeCapabilityMinor;
import static org.bytedeco.cuda.global.cudart.cudaDeviceGetAttribute;
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

import io.sightline.recognizer.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * The kernels of {@code pictures.cu}, compiled by NVRTC for the first card. Code for that very card
 * is made, not PTX, which a driver older than NVRTC would not take. Thread-safe.
 */
final class Kernels implements AutoCloseable {
  private static final String SOURCE = "pictures.cu";
  private final CUmod_st module = new CUmod_st();

  /**
   * @throws LinkageError when NVRTC does not load
   */
  Kernels() {
    // Makes the card's context, the one that the runtime and TensorRT use, this thread's.
    check(cudaSetDevice(0));
    check(cudaFree((Pointer) null));
    try (BytePointer code = compile(source(), "sm_" + capability())) {
      check(cuModuleLoadData(module, code));
    }
  }

  private static String source() {
    try (InputStream in = Kernels.class.getResourceAsStream(SOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int capability() {
    int[] major = new int[1];
    int[] minor = new int[1];
    check(cudaDeviceGetAttribute(major, cudaDevAttrComputeCapabilityMajor, 0));
    check(cudaDeviceGetAttribute(minor, cudaDevAttrComputeCapabilityMinor, 0));
    return 10 * major[0] + minor[0];
  }

  /** For the caller to close. Needs no card. */
  static BytePointer compile(String source, String architecture) {
    _nvrtcProgram program = new _nvrtcProgram();
    try (BytePointer text = new BytePointer(source);
        BytePointer name = new BytePointer(SOURCE);
        PointerPointer<BytePointer> options =
            new PointerPointer<>("--gpu-architecture=" + architecture);
        SizeTPointer size = new SizeTPointer(1)) {
      PointerPointer<?> none = null;
      checkCompiler(nvrtcCreateProgram(program, text, name, 0, none, none), "");
      try {
        int rc = nvrtcCompileProgram(program, 1, options);
        if (rc != NVRTC_SUCCESS) {
          checkCompiler(rc, log(program));
        }
        checkCompiler(nvrtcGetCUBINSize(program, size), "");
        BytePointer code = new BytePointer(size.get());
        checkCompiler(nvrtcGetCUBIN(program, code), "");
        return code;
      } finally {
        nvrtcDestroyProgram(program);
      }
    }
  }

  private static String log(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      nvrtcGetProgramLogSize(program, size);
      try (BytePointer log = new BytePointer(Math.max(1, size.get()))) {
        log.put(0, (byte) 0);
        nvrtcGetProgramLog(program, log);
        return log.getString();
      }
    }
  }

  private static void checkCompiler(int rc, String said) {
    if (rc != NVRTC_SUCCESS) {
      throw new EngineException("NVRTC: " + nvrtcGetErrorString(rc).getString() + " " + said, null);
    }
  }

  /** The kernel of this name; valid until these are closed. */
  CUfunc_st get(String name) {
    CUfunc_st kernel = new CUfunc_st();
    check(cudaSetDevice(0));
    check(cuModuleGetFunction(kernel, module, name));
    return kernel;
  }

  @Override
  public void close() {
    cudaSetDevice(0);
    cuModuleUnload(module);
  }
}
