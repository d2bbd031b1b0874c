package io.sightline.local.score;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Percentiles of a few times, by nearest rank. */
public final class Percentiles {

  private Percentiles() {}

  /** In milliseconds, by {@code p50}, {@code p95}, {@code p99}; empty when there are none. */
  public static Map<String, Double> of(List<Duration> times) {
    Map<String, Double> byName = new TreeMap<>();
    List<Duration> sorted = times.stream().sorted().toList();
    if (!sorted.isEmpty()) {
      for (int p : new int[] {50, 95, 99}) {
        int rank = (int) Math.ceil(p / 100.0 * sorted.size());
        byName.put("p" + p, sorted.get(rank - 1).toNanos() / 100_000 / 10.0);
      }
    }
    return byName;
  }
}
