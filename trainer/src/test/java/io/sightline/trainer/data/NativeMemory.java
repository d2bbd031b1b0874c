package io.sightline.trainer.data;

import org.bytedeco.javacpp.Pointer;

/** What JavaCPP holds, for tests that must leave as much as they found. */
public final class NativeMemory {
  private static final int STILL = 5;
  private static final long PAUSE_MILLIS = 20;

  private NativeMemory() {}

  /**
   * Bytes, once the collector has taken what other tests of this process left behind: otherwise it
   * may do so between two looks.
   */
  public static long settled() throws InterruptedException {
    System.gc();
    long bytes = Pointer.totalBytes();
    for (int still = 0; still < STILL; still++) {
      Thread.sleep(PAUSE_MILLIS);
      if (Pointer.totalBytes() != bytes) {
        bytes = Pointer.totalBytes();
        still = -1;
      }
    }
    return bytes;
  }
}
