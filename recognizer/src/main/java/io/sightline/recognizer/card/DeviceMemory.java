package io.sightline.recognizer.card;

import static org.bytedeco.cuda.global.cudart.cudaFree;
import static org.bytedeco.cuda.global.cudart.cudaMalloc;

import org.bytedeco.javacpp.Pointer;

/** Memory on the card, not for Java to read. Not thread-safe. */
final class DeviceMemory extends GrowingMemory {

  @Override
  int take(Pointer memory, long bytes) {
    return cudaMalloc(memory, bytes);
  }

  @Override
  void giveBack(Pointer memory) {
    cudaFree(memory);
  }
}
