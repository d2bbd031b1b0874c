package io.sightline.recognizer.card;

import static io.sightline.recognizer.engine.CudaLibrary.check;
import static org.bytedeco.cuda.global.cudart.cudaFree;
import static org.bytedeco.cuda.global.cudart.cudaMalloc;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Memory on the card that grows to the largest size asked for. Not thread-safe. */
final class DeviceMemory implements AutoCloseable {
  private Pointer memory = new Pointer();
  private long size;

  /** At least so many bytes; what was in it is lost when it grows. Not for Java to read. */
  BytePointer of(long bytes) {
    if (bytes > size) {
      // Giving memory back waits for the whole card: by halves, pictures of growing size do it
      // seldom.
      long enough = Math.max(bytes, size + size / 2);
      close();
      check(cudaMalloc(memory, enough));
      size = enough;
    }
    return new BytePointer(memory).capacity(size);
  }

  @Override
  public void close() {
    if (size > 0) {
      cudaFree(memory);
      memory = new Pointer();
      size = 0;
    }
  }
}
