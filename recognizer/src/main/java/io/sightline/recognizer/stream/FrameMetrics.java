package io.sightline.recognizer.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightline.recognizer.stream.FrameRecogniser.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Counts what happened to frames. Every frame that was read from the topic and committed is either
 * recognised or dropped, so: published by ingest = recognised + dropped + still waiting.
 */
final class FrameMetrics {
  private final MeterRegistry registry;
  private final Timer batches;

  FrameMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.batches =
        Timer.builder("sightline.recognizer.batch")
            .description("time the engines take for a batch")
            .register(registry);
  }

  Timer batches() {
    return batches;
  }

  /** To be called once the batch is committed, and so counted only once. */
  void committed(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      if (outcome.failure() == null) {
        String camera = outcome.faces().cameraId();
        counter("sightline.frames.recognised", camera).increment();
        counter("sightline.faces", camera).increment(outcome.faces().faces().size());
      } else {
        byte[] key = outcome.source().key();
        counter(
                "sightline.frames.dropped",
                key == null ? "?" : new String(key, StandardCharsets.UTF_8))
            .increment();
      }
    }
  }

  private Counter counter(String name, String camera) {
    return Counter.builder(name).tag("camera", camera).register(registry);
  }
}
