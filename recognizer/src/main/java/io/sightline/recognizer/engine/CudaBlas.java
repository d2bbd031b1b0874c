package io.sightline.recognizer.engine;

import static org.bytedeco.cuda.global.cublas.CUBLAS_COMPUTE_32F_FAST_TF32;
import static org.bytedeco.cuda.global.cublas.CUBLAS_GEMM_DEFAULT;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_N;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_T;
import static org.bytedeco.cuda.global.cublas.CUBLAS_STATUS_SUCCESS;
import static org.bytedeco.cuda.global.cublas.cublasCreate_v2;
import static org.bytedeco.cuda.global.cublas.cublasDestroy_v2;
import static org.bytedeco.cuda.global.cublas.cublasGemmBatchedEx;
import static org.bytedeco.cuda.global.cublas.cublasGetStatusString;
import static org.bytedeco.cuda.global.cublas.cublasSetStream_v2;
import static org.bytedeco.cuda.global.cudart.CUDA_R_32F;

import org.bytedeco.cuda.cublas.cublasContext;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** cuBLAS on one stream. For one thread at a time. */
final class CudaBlas implements AutoCloseable {
  private final cublasContext handle = new cublasContext();
  private final FloatPointer one = new FloatPointer(1f);
  private final FloatPointer zero = new FloatPointer(0f);

  CudaBlas(CUstream_st stream) {
    check(cublasCreate_v2(handle));
    int rc = cublasSetStream_v2(handle, stream);
    if (rc != CUBLAS_STATUS_SUCCESS) {
      close();
    }
    check(rc);
  }

  /**
   * Queues products in TF32: ten bits of each factor, summed in float. As cuBLAS sees it, by
   * columns, each is [n, m] = [size, n]' * [size, m].
   *
   * @param rows addresses on the card, of addresses of rows [n, size]
   * @param queries likewise, of queries [m, size]
   * @param products likewise, of products [m, n]
   * @param count of the addresses in each
   */
  void multiply(
      Pointer rows, int n, Pointer queries, int m, int size, Pointer products, int count) {
    check(
        cublasGemmBatchedEx(
            handle,
            CUBLAS_OP_T,
            CUBLAS_OP_N,
            n,
            m,
            size,
            one,
            new PointerPointer<>(rows),
            CUDA_R_32F,
            size,
            new PointerPointer<>(queries),
            CUDA_R_32F,
            size,
            zero,
            new PointerPointer<>(products),
            CUDA_R_32F,
            n,
            count,
            CUBLAS_COMPUTE_32F_FAST_TF32,
            CUBLAS_GEMM_DEFAULT));
  }

  private static void check(int rc) {
    if (rc != CUBLAS_STATUS_SUCCESS) {
      throw new EngineException(
          "cuBLAS error " + rc + ": " + cublasGetStatusString(rc).getString(), null);
    }
  }

  @Override
  public void close() {
    cublasDestroy_v2(handle);
    one.close();
    zero.close();
  }
}
