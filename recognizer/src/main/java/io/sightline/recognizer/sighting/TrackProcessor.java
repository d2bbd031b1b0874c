package io.sightline.recognizer.sighting;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.contract.wire.AlertEvidence;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.FrameFaces;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.contract.wire.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Applies the tracker to each camera's frames, with the open tracks in a state store. */
final class TrackProcessor implements Processor<String, byte[], String, byte[]> {
  /**
   * How much longer than the absence a camera may send nothing before its tracks are closed without
   * it. Long enough for a stage before this one to be killed and to come back: then nobody is
   * absent, only late.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Tracker tracker;
  private final MeterRegistry registry;

  /** By this machine's clock, in milliseconds. */
  private final Map<String, Long> arrivals = new HashMap<>();

  private ProcessorContext<String, byte[]> context;
  private TrackStore store;
  private DeadLetterMaker deadLetters;
  private long began;

  TrackProcessor(Tracker tracker, MeterRegistry registry) {
    this.tracker = tracker;
    this.registry = registry;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    this.store = new TrackStore(context);
    this.deadLetters = new DeadLetterMaker(context, "sightings", registry);
    this.began = context.currentSystemTimeMs();
    context.schedule(Duration.ofSeconds(1), PunctuationType.WALL_CLOCK_TIME, this::closeSilent);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    FrameFaces frame;
    try {
      frame = Codecs.FRAME_FACES.decode(record.value());
    } catch (MalformedRecordException e) {
      deadLetters.bury(record, e.getMessage());
      return;
    }
    String camera = frame.cameraId();
    CameraTracks before = store.get(camera);
    List<Sighting> news = new ArrayList<>();
    CameraTracks after;
    try {
      after = advance(before, frame, Instant.ofEpochMilli(record.timestamp()), news);
    } catch (IllegalArgumentException | ArithmeticException e) {
      // The record's fault, and nothing was changed: the next frame finds the tracks as they were.
      deadLetters.bury(record, "frame " + frame.frameId() + ": " + e.getMessage());
      return;
    }
    store.put(camera, after);
    arrivals.put(camera, context.currentSystemTimeMs());
    tell(news, record.timestamp());
  }

  private CameraTracks advance(
      CameraTracks before, FrameFaces frame, Instant recognisedAt, List<Sighting> news) {
    String camera = frame.cameraId();
    CameraClock.Judgement judgement = tracker.judge(before.clock(), frame, recognisedAt);
    CameraClock clock = tracker.after(before.clock(), frame, judgement);
    List<Track> open = before.open();
    switch (judgement) {
      case AHEAD ->
          throw new IllegalArgumentException(
              "from the future: captured at %s, recognised at %s"
                  .formatted(frame.capturedAt(), recognisedAt));
      case REPEATED -> count("sightline.frames.repeated", camera);
      case TOO_LATE -> count("sightline.frames.late", camera);
      case RENUMBERED -> count("sightline.camera.renumbered", camera);
      case SET_BACK -> {
        count("sightline.camera.clock.set.back", camera);
        news.addAll(tracker.closeAll(open, before.clock().newest()));
        open = List.of();
      }
      case COUNT -> {}
    }
    if (judgement.counts()) {
      Tracker.Step step = tracker.advance(open, frame, clock.newest());
      open = step.open();
      news.addAll(step.news());
    }
    return new CameraTracks(open, clock);
  }

  private void closeSilent(long now) {
    store
        .all()
        .forEach(
            (camera, tracks) -> {
              long since = arrivals.getOrDefault(camera, began);
              boolean over = now - since > tracker.absence().plus(PATIENCE).toMillis();
              if (over && !tracks.open().isEmpty()) {
                tell(tracker.closeAll(tracks.open(), Instant.ofEpochMilli(now)), now);
                store.put(camera, new CameraTracks(List.of(), tracks.clock()));
              }
            });
  }

  private void tell(List<Sighting> news, long timestamp) {
    for (Sighting sighting : news) {
      String id = sighting.id();
      context.forward(
          new Record<>(id, Codecs.SIGHTING.encode(sighting), timestamp),
          SightingTopology.SIGHTINGS);
      AlertEvidence evidence = AlertEvidence.live(sighting);
      context.forward(
          new Record<>(id, Codecs.ALERT_EVIDENCE.encode(evidence), timestamp),
          SightingTopology.EVIDENCE);
      if (sighting.version() == 1) {
        count("sightline.sightings", sighting.cameraId());
      }
    }
  }

  private void count(String what, String camera) {
    registry.counter(what, "camera", camera).increment();
  }
}
