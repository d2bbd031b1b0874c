package io.sightline.recognizer.sighting;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.contract.wire.Topics;
import io.sightline.recognizer.match.ListMatcher;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;

/**
 * Topics {@code alert-evidence}, {@code watchlists} and {@code alert-actions} to topics {@code
 * alerts} and {@code verdicts}.
 */
public final class AlertTopology {
  static final String ALERTS = "alerts";
  static final String VERDICTS = "verdicts";
  private static final String JUDGE = "judge";

  private AlertTopology() {}

  /**
   * @param retention how long alerts can be acted on
   */
  public static Topology build(
      Topics topics, ListMatcher matcher, Duration retention, MeterRegistry registry) {
    Policies policies = new Policies(matcher);
    var text = Serdes.String();
    var bytes = Serdes.ByteArray();
    Topology topology =
        new Topology()
            .addSource(
                "inputs",
                text.deserializer(),
                bytes.deserializer(),
                topics.alertEvidence().name(),
                topics.watchlists().name(),
                topics.alertActions().name())
            .addProcessor(
                JUDGE, () -> new AlertProcessor(topics, policies, retention, registry), "inputs");
    AlertStores.builders().forEach(store -> topology.addStateStore(store, JUDGE));
    return topology
        .addSink(ALERTS, topics.alerts().name(), text.serializer(), bytes.serializer(), JUDGE)
        .addSink(VERDICTS, topics.verdicts().name(), text.serializer(), bytes.serializer(), JUDGE)
        .addSink(
            DeadLetterMaker.SINK,
            topics.deadLetters().name(),
            text.serializer(),
            bytes.serializer(),
            JUDGE);
  }
}
