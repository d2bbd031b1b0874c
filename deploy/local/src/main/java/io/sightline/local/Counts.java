package io.sightline.local;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Reads what the services have counted. */
final class Counts {

  private Counts() {}

  /** Of one camera; of all for null. */
  static long of(MeterRegistry registry, String name, String camera) {
    return (long)
        registry.find(name).counters().stream()
            .filter(c -> camera == null || camera.equals(c.getId().getTag("camera")))
            .mapToDouble(Counter::count)
            .sum();
  }

  /**
   * Percentiles in milliseconds, by {@code p50}, {@code p95}, {@code p99}; empty when nothing was
   * timed.
   */
  static Map<String, Double> percentiles(Timer timer) {
    Map<String, Double> byName = new TreeMap<>();
    if (timer != null && timer.count() > 0) {
      for (ValueAtPercentile v : timer.takeSnapshot().percentileValues()) {
        byName.put(
            "p" + Math.round(v.percentile() * 100),
            Math.round(v.value(TimeUnit.MILLISECONDS) * 10) / 10.0);
      }
    }
    return byName;
  }
}
