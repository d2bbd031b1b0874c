package io.sightline.recognizer.sighting;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.contract.config.SightingsConfig;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.MaskPairing;
import io.sightline.contract.wire.Topics;
import io.sightline.recognizer.match.Matcher;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;

/** Topic {@code faces} to topics {@code sightings} and {@code alert-evidence}. */
public final class SightingTopology {
  private static final String TRACK = "track";
  static final String SIGHTINGS = "sightings";
  static final String EVIDENCE = "alert-evidence";

  /** What one comparison of a face with its own track may err by. */
  private static final double SAME_PERSON = 1e-3;

  private SightingTopology() {}

  public static Topology build(
      Topics topics,
      SightingsConfig config,
      Matcher matcher,
      Thresholds thresholds,
      MeterRegistry registry) {
    float same = thresholds.at(MaskPairing.UNKNOWN, SAME_PERSON, 1).similarity();
    Tracker tracker = new Tracker(config, same, matcher);
    var text = Serdes.String();
    var bytes = Serdes.ByteArray();
    Topology topology =
        new Topology()
            .addSource("faces", text.deserializer(), bytes.deserializer(), topics.faces().name())
            .addProcessor(TRACK, () -> new TrackProcessor(tracker, registry), "faces");
    TrackStore.builders().forEach(store -> topology.addStateStore(store, TRACK));
    return topology
        .addSink(SIGHTINGS, topics.sightings().name(), text.serializer(), bytes.serializer(), TRACK)
        .addSink(
            EVIDENCE, topics.alertEvidence().name(), text.serializer(), bytes.serializer(), TRACK)
        .addSink(
            DeadLetterMaker.SINK,
            topics.deadLetters().name(),
            text.serializer(),
            bytes.serializer(),
            TRACK);
  }
}
