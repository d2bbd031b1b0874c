package io.sightline.recognizer.sighting;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.contract.config.SightingsConfig;
import io.sightline.contract.wire.Topics;
import io.sightline.recognizer.match.Matcher;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** Topic {@code faces} to topic {@code sightings}. */
public final class SightingTopology {
  static final String STORE = "tracks";
  static final String SIGHTINGS = "sightings";
  static final String DEAD_LETTERS = "dead-letters";

  private SightingTopology() {}

  public static Topology build(
      Topics topics, SightingsConfig config, Matcher matcher, MeterRegistry registry) {
    Tracker tracker = new Tracker(config, matcher);
    var text = Serdes.String();
    var bytes = Serdes.ByteArray();
    return new Topology()
        .addSource("faces", text.deserializer(), bytes.deserializer(), topics.faces().name())
        .addProcessor(
            "track", () -> new TrackProcessor(tracker, config.absence(), registry), "faces")
        // In memory: a few open tracks a camera; the changelog brings them back.
        .addStateStore(
            Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(STORE), text, CameraTracksSerde.serde()),
            "track")
        .addSink(
            SIGHTINGS, topics.sightings().name(), text.serializer(), bytes.serializer(), "track")
        .addSink(
            DEAD_LETTERS,
            topics.deadLetters().name(),
            text.serializer(),
            bytes.serializer(),
            "track");
  }
}
