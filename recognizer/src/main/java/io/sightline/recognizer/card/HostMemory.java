package io.sightline.recognizer.card;

import static org.bytedeco.cuda.global.cudart.cudaFreeHost;
import static org.bytedeco.cuda.global.cudart.cudaMallocHost;

import org.bytedeco.javacpp.Pointer;

/** Page-locked main memory, which the card reads and writes by itself. Not thread-safe. */
final class HostMemory extends GrowingMemory {

  @Override
  int take(Pointer memory, long bytes) {
    return cudaMallocHost(memory, bytes);
  }

  @Override
  void giveBack(Pointer memory) {
    cudaFreeHost(memory);
  }
}
