package io.sightline.recognizer.card;

import static io.sightline.recognizer.engine.CudaLibrary.check;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Memory that grows to the largest size asked for. Not thread-safe. */
abstract class GrowingMemory implements AutoCloseable {
  private Pointer memory = new Pointer();
  private long size;

  /** Has the address written into the pointer; returns CUDA's error. */
  abstract int take(Pointer memory, long bytes);

  abstract void giveBack(Pointer memory);

  /** At least so many bytes; what was in it is lost when it grows. */
  final BytePointer of(long bytes) {
    if (bytes > size) {
      // Giving memory back waits for the whole card: by halves, pictures of growing size do it
      // seldom.
      long enough = Math.max(bytes, size + size / 2);
      close();
      check(take(memory, enough));
      size = enough;
    }
    return new BytePointer(memory).capacity(size);
  }

  @Override
  public final void close() {
    if (size > 0) {
      giveBack(memory);
      memory = new Pointer();
      size = 0;
    }
  }
}
