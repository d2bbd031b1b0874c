package io.sightline.local;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.bytedeco.javacpp.Pointer;

/**
 * Watches the memory of this process under load: the first third warms up, the rest must not grow.
 */
final class MemoryWatch {
  /** What the allocators of JVM and libraries may move by without anybody leaking. */
  private static final double NOISE = 1.05;

  private final PrintStream out;

  interface Load {
    double once() throws InterruptedException;
  }

  MemoryWatch(PrintStream out) {
    this.out = out;
  }

  /**
   * What the process holds beside the heap, whose own size follows the collector's mood up to its
   * limit.
   */
  private static long outsideHeap() {
    return Pointer.physicalBytes()
        - ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
  }

  /**
   * Returns whether the peak of the memory beside the heap in the last third is that of the middle
   * one.
   */
  boolean watch(Duration length, Load load) throws InterruptedException {
    long start = System.nanoTime();
    long[] peak = new long[3];
    long tell = 0;
    while (System.nanoTime() - start < length.toNanos()) {
      load.once();
      int third = (int) Math.min(2, 3 * (System.nanoTime() - start) / length.toNanos());
      peak[third] = Math.max(peak[third], outsideHeap());
      long minute = (System.nanoTime() - start) / 60_000_000_000L;
      if (minute >= tell) {
        tell = minute + 1;
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        out.printf(
            "after %d min: beside the heap %d MB, heap used %d MB, native by JavaCPP %d MB%n",
            minute, outsideHeap() >> 20, heap >> 20, Pointer.totalBytes() >> 20);
      }
    }
    if (peak[1] == 0) {
      out.println("memory: watched for too short a time to tell (one round took a third of it)");
      return true;
    }
    double growth = (double) peak[2] / peak[1];
    out.printf(
        "memory beside the heap, last third to middle third: %.3f (flat: %.2f or less)%n",
        growth, NOISE);
    return growth <= NOISE;
  }
}
