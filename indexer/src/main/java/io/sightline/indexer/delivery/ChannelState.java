package io.sightline.indexer.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightline.contract.wire.Alert;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a channel fares since the start, for people and for Prometheus. Thread-safe. */
final class ChannelState {
  private final String id;
  private final Channel channel;
  private final MeterRegistry registry;
  private final Clock clock;
  private Instant waitingSince;
  private String reason = "";
  private Instant lastDelivered;

  ChannelState(String id, Channel channel, MeterRegistry registry, Clock clock) {
    this.id = id;
    this.channel = channel;
    this.registry = registry;
    this.clock = clock;
    for (String result : new String[] {"delivered", "failed", "dead"}) {
      count(result, 0);
    }
  }

  synchronized void delivered(Alert alert) {
    count("delivered", 1);
    lastDelivered = clock.instant();
    waitingSince = null;
    reason = "";
    Timer.builder("sightline.capture.to.delivered")
        .tag("channel", id)
        .publishPercentiles(0.5, 0.95, 0.99)
        .distributionStatisticExpiry(Duration.ofHours(1))
        .register(registry)
        .record(Duration.between(alert.evidenceAt(), lastDelivered));
  }

  /** One attempt was in vain. */
  synchronized void failed(String why) {
    count("failed", 1);
    waitingSince = waitingSince == null ? clock.instant() : waitingSince;
    reason = why;
  }

  /** One message was given up. */
  synchronized void dead() {
    count("dead", 1);
    waitingSince = null;
  }

  private void count(String result, int n) {
    registry.counter("sightline.deliveries", "channel", id, "result", result).increment(n);
  }

  /** Why it waits; empty while it does not. */
  synchronized String trouble() {
    return waitingSince == null ? "" : "channel " + id + " waits: " + reason;
  }

  synchronized Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", id);
    document.put("kind", channel.kind());
    document.put("target", channel.target());
    document.put("state", waitingSince == null ? "ok" : "waiting");
    if (waitingSince != null) {
      document.put("waitingSince", waitingSince.toString());
    }
    if (!reason.isEmpty()) {
      document.put("lastFailure", reason);
    }
    if (lastDelivered != null) {
      document.put("lastDelivered", lastDelivered.toString());
    }
    for (String result : new String[] {"delivered", "failed", "dead"}) {
      document.put(
          result,
          (long) registry.counter("sightline.deliveries", "channel", id, "result", result).count());
    }
    return document;
  }
}
