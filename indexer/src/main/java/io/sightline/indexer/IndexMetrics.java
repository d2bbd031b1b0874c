package io.sightline.indexer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Sighting;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts what was indexed: {@code sightline.sightings.indexed} each version, {@code
 * sightline.documents.indexed} each sighting once, {@code sightline.alerts.indexed} each version of
 * an alert; and the time from a frame's capture until what it showed can be searched for.
 */
final class IndexMetrics {
  private final MeterRegistry registry;
  private final Timer all;

  IndexMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.all = timer("sightline.capture.to.indexed.all").register(registry);
  }

  void indexed(Sighting sighting, boolean created) {
    String camera = sighting.cameraId();
    if (created) {
      counter("sightline.documents.indexed", "camera", camera).increment();
      timed(camera, Duration.between(sighting.evidenceAt(), Instant.now()));
    }
    counter("sightline.sightings.indexed", "camera", camera).increment();
  }

  /** A file that is played faster than it was filmed is captured in the future. */
  private void timed(String camera, Duration latency) {
    if (!latency.isNegative()) {
      all.record(latency);
      timer("sightline.capture.to.indexed")
          .tag("camera", camera)
          .register(registry)
          .record(latency);
    }
  }

  void indexed(Alert alert) {
    counter("sightline.alerts.indexed", "watchlist", alert.watchlistId()).increment();
  }

  private Counter counter(String name, String tag, String value) {
    return Counter.builder(name).tag(tag, value).register(registry);
  }

  private static Timer.Builder timer(String name) {
    return Timer.builder(name)
        .publishPercentiles(0.5, 0.95, 0.99)
        .distributionStatisticExpiry(Duration.ofHours(1));
  }
}
