package io.sightline.recognizer.sighting;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.DeadLetter;
import io.sightline.contract.wire.FrameFaces;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.contract.wire.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Applies the tracker to each camera's frames, with the open tracks in a state store. */
final class TrackProcessor implements Processor<String, byte[], String, byte[]> {
  /**
   * How much longer than the absence a camera may be silent before its tracks are closed without
   * it.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Tracker tracker;
  private final Duration absence;
  private final MeterRegistry registry;
  private ProcessorContext<String, byte[]> context;
  private KeyValueStore<String, CameraTracks> store;

  TrackProcessor(Tracker tracker, Duration absence, MeterRegistry registry) {
    this.tracker = tracker;
    this.absence = absence;
    this.registry = registry;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    this.store = context.getStateStore(SightingTopology.STORE);
    context.schedule(Duration.ofSeconds(1), PunctuationType.WALL_CLOCK_TIME, this::closeSilent);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    FrameFaces frame;
    try {
      frame = Codecs.FRAME_FACES.decode(record.value());
    } catch (MalformedRecordException e) {
      bury(record, e.getMessage());
      return;
    }
    CameraTracks tracks = store.get(frame.cameraId());
    Tracker.Step step = tracker.advance(tracks == null ? List.of() : tracks.open(), frame);
    if (step.open().isEmpty()) {
      store.delete(frame.cameraId());
    } else {
      store.put(frame.cameraId(), new CameraTracks(step.open(), context.currentSystemTimeMs()));
    }
    tell(step.news(), record.timestamp());
  }

  private void closeSilent(long now) {
    List<KeyValue<String, CameraTracks>> silent = new ArrayList<>();
    try (KeyValueIterator<String, CameraTracks> all = store.all()) {
      all.forEachRemaining(
          camera -> {
            if (now - camera.value.lastArrival() > absence.plus(PATIENCE).toMillis()) {
              silent.add(camera);
            }
          });
    }
    for (KeyValue<String, CameraTracks> camera : silent) {
      tell(tracker.closeAll(camera.value.open(), Instant.ofEpochMilli(now)), now);
      store.delete(camera.key);
    }
  }

  private void tell(List<Sighting> news, long timestamp) {
    for (Sighting sighting : news) {
      context.forward(
          new Record<>(sighting.id(), Codecs.SIGHTING.encode(sighting), timestamp),
          SightingTopology.SIGHTINGS);
      if (sighting.version() == 1) {
        Counter.builder("sightline.sightings")
            .tag("camera", sighting.cameraId())
            .register(registry)
            .increment();
      }
    }
  }

  private void bury(Record<String, byte[]> record, String reason) {
    var at = context.recordMetadata().orElseThrow();
    DeadLetter letter =
        new DeadLetter(
            at.topic(),
            at.partition(),
            at.offset(),
            String.valueOf(record.key()).getBytes(java.nio.charset.StandardCharsets.UTF_8),
            record.value() == null ? new byte[0] : record.value(),
            "sightings",
            reason,
            Instant.ofEpochMilli(context.currentSystemTimeMs()));
    context.forward(
        record.withValue(Codecs.DEAD_LETTER.encode(letter)), SightingTopology.DEAD_LETTERS);
    Counter.builder("sightline.records.dead")
        .tag("stage", "sightings")
        .register(registry)
        .increment();
  }
}
