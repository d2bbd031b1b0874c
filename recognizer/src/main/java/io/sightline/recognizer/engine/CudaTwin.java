package io.sightline.recognizer.engine;

import static io.sightline.recognizer.engine.CudaLibrary.check;
import static org.bytedeco.cuda.global.cudart.cudaFree;
import static org.bytedeco.cuda.global.cudart.cudaFreeHost;
import static org.bytedeco.cuda.global.cudart.cudaMalloc;
import static org.bytedeco.cuda.global.cudart.cudaMallocHost;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyAsync;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyDeviceToHost;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyHostToDevice;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.BytePointer;

/** Memory of the card with as much page-locked memory here. Not thread-safe. */
final class CudaTwin implements AutoCloseable {
  private final BytePointer device = new BytePointer();
  private final BytePointer host = new BytePointer();
  private final ByteBuffer values;

  CudaTwin(long bytes) {
    check(cudaMalloc(device, bytes));
    int rc = cudaMallocHost(host, bytes);
    if (rc != 0) {
      cudaFree(device);
    }
    check(rc);
    values = host.capacity(bytes).asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** What is here; see {@link #up} and {@link #down}. */
  ByteBuffer values() {
    return values;
  }

  BytePointer device() {
    return device;
  }

  /** Queues the copy to the card; what is here must stay until it is done. */
  void up(long bytes, CUstream_st stream) {
    check(cudaMemcpyAsync(device, host, bytes, cudaMemcpyHostToDevice, stream));
  }

  /** Queues the copy from the card. */
  void down(long bytes, CUstream_st stream) {
    check(cudaMemcpyAsync(host, device, bytes, cudaMemcpyDeviceToHost, stream));
  }

  @Override
  public void close() {
    cudaFreeHost(host);
    cudaFree(device);
  }
}
