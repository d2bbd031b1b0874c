package io.sightline.recognizer.sighting;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.config.MatchingConfig.Scan;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.service.TemporaryFolder;
import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.AlertAction;
import io.sightline.contract.wire.AlertEvidence;
import io.sightline.contract.wire.Codec;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.DeadLetter;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Topics;
import io.sightline.contract.wire.Verdict;
import io.sightline.contract.wire.Watchlist;
import io.sightline.recognizer.match.Gallery;
import io.sightline.recognizer.match.ListMatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;

/** The alert topology with its topics at hand. */
final class AlertDriver implements AutoCloseable {
  static final Topics TOPICS =
      new Topics("", "", 1, Duration.ofHours(1), -1, Duration.ofDays(1), Duration.ofDays(1));

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Gallery gallery = new Gallery("s", 2, Scan.FLOAT);

  /** The alerts' store lies on the disk. */
  private final TemporaryFolder state = new TemporaryFolder("alerts");

  private final TopologyTestDriver driver;
  private int actions;

  AlertDriver(Thresholds thresholds) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.STATE_DIR_CONFIG, state.path().toString());
    driver =
        new TopologyTestDriver(
            AlertTopology.build(
                TOPICS, new ListMatcher(gallery, thresholds), Duration.ofDays(1), registry),
            settings);
  }

  void pass(Duration time) {
    driver.advanceWallClockTime(time);
  }

  /** How many alerts are remembered. */
  long known() {
    long count = 0;
    try (KeyValueIterator<String, Alert> all =
        driver.<String, Alert>getKeyValueStore("alerts").all()) {
      for (; all.hasNext(); all.next()) {
        count++;
      }
    }
    return count;
  }

  void see(Sighting... sightings) {
    for (Sighting s : sightings) {
      send("alert-evidence", s.id(), Codecs.ALERT_EVIDENCE.encode(AlertEvidence.live(s)));
    }
  }

  void lookBack(Sighting s, AlertEvidence.LookBack found) {
    lookBack(s, found, Instant.now());
  }

  /**
   * @param at when it was found
   */
  void lookBack(Sighting s, AlertEvidence.LookBack found, Instant at) {
    AlertEvidence evidence = new AlertEvidence(s, Optional.of(found));
    driver
        .createInputTopic("alert-evidence", new StringSerializer(), new ByteArraySerializer())
        .pipeInput(s.id(), Codecs.ALERT_EVIDENCE.encode(evidence), at);
  }

  void set(Watchlist... lists) {
    for (Watchlist list : lists) {
      send("watchlists", list.id(), Codecs.WATCHLIST.encode(list));
    }
  }

  void drop(String listId) {
    send("watchlists", listId, null);
  }

  AlertAction act(String alertId, AlertAction.Kind kind, Verdict verdict, boolean negative) {
    AlertAction action =
        new AlertAction(
            "action" + actions++, alertId, kind, verdict, negative, "eve", Instant.EPOCH, "seen");
    act(action);
    return action;
  }

  void act(AlertAction action) {
    send("alert-actions", action.alertId(), Codecs.ALERT_ACTION.encode(action));
  }

  void send(String topic, String key, byte[] value) {
    driver
        .createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
        .pipeInput(key, value);
  }

  /** What came since the last call. */
  List<Alert> alerts() {
    return read("alerts", Codecs.ALERT).stream().map(kv -> kv.value).toList();
  }

  /** The same as identity, state and version. */
  List<String> lives() {
    return alerts().stream()
        .map(a -> a.identityId() + " " + a.state() + " " + a.version())
        .toList();
  }

  List<DeadLetter> letters() {
    return read("dead-letters", Codecs.DEAD_LETTER).stream().map(kv -> kv.value).toList();
  }

  <T> List<KeyValue<String, T>> read(String topic, Codec<T> codec) {
    return driver
        .createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
        .readKeyValuesToList()
        .stream()
        .map(kv -> KeyValue.pair(kv.key, kv.value == null ? null : codec.decode(kv.value)))
        .toList();
  }

  @Override
  public void close() {
    driver.close();
    gallery.close();
    state.close();
  }
}
