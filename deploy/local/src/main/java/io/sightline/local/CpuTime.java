package io.sightline.local;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * How long work takes, by the wall and by what this process used of the cores. Where others want
 * the cores, too, only the second can be compared.
 *
 * @param wall seconds
 * @param used seconds for which all cores were this process's
 */
record CpuTime(double wall, double used) {
  static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  static CpuTime of(Runnable work) {
    long start = System.nanoTime();
    long busy = busy();
    work.run();
    double used = (busy() - busy) / 1e9 / CORES;
    return new CpuTime((System.nanoTime() - start) / 1e9, used);
  }

  /**
   * Nanoseconds of all of Java's threads; the collector's and the compiler's are not among them.
   */
  private static long busy() {
    return Arrays.stream(THREADS.getAllThreadIds()).map(THREADS::getThreadCpuTime).sum();
  }

  /** How many of the cores it had. */
  double cores() {
    return CORES * used / wall;
  }
}
