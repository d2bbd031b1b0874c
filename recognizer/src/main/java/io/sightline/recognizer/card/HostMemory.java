package io.sightline.recognizer.card;

import static io.sightline.recognizer.engine.CudaLibrary.check;
import static org.bytedeco.cuda.global.cudart.cudaFreeHost;
import static org.bytedeco.cuda.global.cudart.cudaMallocHost;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Page-locked main memory, which the card reads and writes by itself. Grows to the largest size
 * asked for. Not thread-safe.
 */
final class HostMemory implements AutoCloseable {
  private Pointer memory = new Pointer();
  private long size;

  /** At least so many bytes; what was in it is lost when it grows. */
  BytePointer of(long bytes) {
    if (bytes > size) {
      // Giving memory back waits for the whole card: by halves, pictures of growing size do it
      // seldom.
      long enough = Math.max(bytes, size + size / 2);
      close();
      check(cudaMallocHost(memory, enough));
      size = enough;
    }
    return new BytePointer(memory).capacity(size);
  }

  @Override
  public void close() {
    if (size > 0) {
      cudaFreeHost(memory);
      memory = new Pointer();
      size = 0;
    }
  }
}
