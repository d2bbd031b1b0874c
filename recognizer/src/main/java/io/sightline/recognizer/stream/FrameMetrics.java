package io.sightline.recognizer.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightline.recognizer.stream.FrameRecogniser.Outcome;
import java.util.List;

/**
 * Counts what happened to frames. Every frame that was read from the topic and committed is either
 * recognised or dropped (shed, because its camera was behind; or unreadable), so: published by
 * ingest = recognised + dropped + still waiting.
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

  /**
   * To be called once the batch is committed, and so counted only once.
   *
   * @param shed the cameras of the frames that were shed, one entry a frame
   */
  void committed(List<Outcome> outcomes, List<String> shed) {
    for (Outcome outcome : outcomes) {
      if (outcome.failure() == null) {
        String camera = outcome.faces().cameraId();
        counter("sightline.frames.recognised", camera).increment();
        counter("sightline.faces", camera).increment(outcome.faces().faces().size());
      } else {
        dropped(FrameIntake.camera(outcome.source()), "unreadable");
      }
    }
    shed.forEach(camera -> dropped(camera, "shed"));
  }

  private void dropped(String camera, String reason) {
    Counter.builder("sightline.frames.dropped")
        .tag("camera", camera)
        .tag("reason", reason)
        .register(registry)
        .increment();
  }

  private Counter counter(String name, String camera) {
    return Counter.builder(name).tag("camera", camera).register(registry);
  }
}
