package io.sightline.indexer.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightline.contract.wire.Alert;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a channel fares since the start, for people and for Prometheus. Thread-safe. */
final class ChannelState {
  private static final List<String> RESULTS = List.of("delivered", "failed", "dead", "stale");

  /** An attempt that takes longer is worth a look; some channels allow several minutes. */
  private static final Duration LONG = Duration.ofMinutes(1);

  private static final String SLOW = "an attempt is under way since ";

  private final String id;
  private final Channel channel;
  private final MeterRegistry registry;
  private final Clock clock;

  /** Since when nothing was taken, though something should have been; null while all is well. */
  private Instant since;

  private boolean refusing;
  private String reason = "";

  /** Messages that were too old at their turn, since one was taken. */
  private long tooOld;

  private Instant lastDelivered;
  private Instant underWay;

  ChannelState(String id, Channel channel, MeterRegistry registry, Clock clock) {
    this.id = id;
    this.channel = channel;
    this.registry = registry;
    this.clock = clock;
    for (String result : RESULTS) {
      count(result, 0);
    }
  }

  /** An attempt is under way. */
  synchronized void begins() {
    underWay = clock.instant();
  }

  synchronized void delivered(Alert alert) {
    since = null;
    refusing = false;
    reason = "";
    tooOld = 0;
    taken(alert);
  }

  /** One was taken out of turn: nothing is well for that, as another waits still. */
  synchronized void probed(Alert alert) {
    taken(alert);
  }

  private void taken(Alert alert) {
    count("delivered", 1);
    lastDelivered = clock.instant();
    underWay = null;
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
    waits(why);
  }

  /** A message waits, whatever became of another. */
  synchronized void waits(String why) {
    since = since == null ? clock.instant() : since;
    refusing = false;
    reason = why;
    underWay = null;
  }

  /** One message was given up: no sign of health before another is taken. */
  synchronized void dead() {
    count("dead", 1);
    refusing = true;
  }

  /** One message was too old to be sent: somebody should know, until another is taken. */
  synchronized void stale() {
    count("stale", 1);
    tooOld++;
    since = since == null ? clock.instant() : since;
    refusing = true;
  }

  private String why() {
    String old = tooOld == 0 ? "" : "alerts that were too old at their turn: " + tooOld;
    return reason + (reason.isEmpty() || old.isEmpty() ? "" : "; ") + old;
  }

  private void count(String result, int n) {
    registry.counter("sightline.deliveries", "channel", id, "result", result).increment(n);
  }

  /** What is wrong with it; empty while nothing is. */
  synchronized String trouble() {
    if (slow()) {
      return "channel " + id + " waits: " + SLOW + underWay;
    }
    return since == null
        ? ""
        : "channel " + id + (refusing ? " gave up its last message: " : " waits: ") + why();
  }

  private boolean slow() {
    return underWay != null && underWay.plus(LONG).isBefore(clock.instant());
  }

  synchronized Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", id);
    document.put("kind", channel.kind());
    document.put("target", channel.target());
    String state = slow() ? "waiting" : since == null ? "ok" : refusing ? "refusing" : "waiting";
    document.put("state", state);
    if (!state.equals("ok")) {
      document.put(state + "Since", (since == null ? underWay : since).toString());
    }
    if (slow()) {
      document.put("lastFailure", SLOW + underWay);
    } else if (!why().isEmpty()) {
      document.put("lastFailure", why());
    }
    if (lastDelivered != null) {
      document.put("lastDelivered", lastDelivered.toString());
    }
    for (String result : RESULTS) {
      document.put(
          result,
          (long) registry.counter("sightline.deliveries", "channel", id, "result", result).count());
    }
    return document;
  }
}
