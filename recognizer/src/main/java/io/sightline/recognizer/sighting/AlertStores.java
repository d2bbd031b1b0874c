package io.sightline.recognizer.sighting;

import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Watchlist;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What the alert stage remembers.
 *
 * @param watchlists by id
 * @param open the last version of each open sighting, by its id
 * @param raised keys: sighting id, a line feed, alert id, of open sightings
 * @param alerts by id
 * @param cooldowns capture time of the last alert, and the alert's id, by whom and where
 * @param done ids of actions that were carried out, and when
 */
record AlertStores(
    KeyValueStore<String, Watchlist> watchlists,
    KeyValueStore<String, Sighting> open,
    KeyValueStore<String, String> raised,
    KeyValueStore<String, Alert> alerts,
    KeyValueStore<String, String> cooldowns,
    KeyValueStore<String, Long> done) {
  private static final char SEPARATOR = '\n';

  /** Alerts that are looked at in one go, while nothing else is done: some tens of milliseconds. */
  private static final int SLICE = 1000;

  static AlertStores of(ProcessorContext<String, byte[]> context) {
    return new AlertStores(
        context.getStateStore("watchlists"),
        context.getStateStore("open-sightings"),
        context.getStateStore("raised"),
        context.getStateStore("alerts"),
        context.getStateStore("cooldowns"),
        context.getStateStore("done-actions"));
  }

  /** Alerts are many and large, and lie on the disk; the rest is small. */
  static List<StoreBuilder<?>> builders() {
    return List.of(
        memory("watchlists", Codecs.WATCHLIST.serde()),
        memory("open-sightings", Codecs.SIGHTING.serde()),
        memory("raised", Serdes.String()),
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore("alerts"), Serdes.String(), Codecs.ALERT.serde()),
        memory("cooldowns", Serdes.String()),
        memory("done-actions", Serdes.Long()));
  }

  private static <V> StoreBuilder<?> memory(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values);
  }

  void raised(String sightingId, String alertId) {
    raised.put(sightingId + SEPARATOR + alertId, "");
  }

  /** The alerts that an open sighting has raised, in the order of their ids. */
  List<Alert> raisedBy(String sightingId) {
    List<Alert> found = new ArrayList<>();
    try (KeyValueIterator<String, String> keys =
        raised.prefixScan(sightingId + SEPARATOR, new StringSerializer())) {
      keys.forEachRemaining(
          k -> found.add(alerts.get(k.key.substring(k.key.indexOf(SEPARATOR) + 1))));
    }
    found.removeIf(a -> a == null);
    return found;
  }

  void closed(String sightingId) {
    for (Alert alert : raisedBy(sightingId)) {
      raised.delete(sightingId + SEPARATOR + alert.id());
    }
    open.delete(sightingId);
  }

  /**
   * Whether another alert has used this up.
   *
   * @param at capture time
   */
  boolean cooling(String key, Instant at, Duration cooldown) {
    String last = cooldowns.get(key);
    return last != null && Duration.between(time(last), at).abs().compareTo(cooldown) < 0;
  }

  /** Late evidence of another camera does not set the clock back. */
  void cool(String key, Instant at, String alertId) {
    String last = cooldowns.get(key);
    if (last == null || !at.isBefore(time(last))) {
      cooldowns.put(key, at.toString() + SEPARATOR + alertId);
    }
  }

  private static Instant time(String cooldown) {
    return Instant.parse(cooldown.substring(0, cooldown.indexOf(SEPARATOR)));
  }

  /** An alert that was none does not keep others back. */
  void warm(String key, String alertId) {
    String last = cooldowns.get(key);
    if (last != null && last.endsWith(SEPARATOR + alertId)) {
      cooldowns.delete(key);
    }
  }

  /**
   * Forgets alerts that are older, some of them: they are many, and large.
   *
   * @param from id of the first to look at; empty to begin
   * @return the one to go on from
   */
  String purgeAlerts(Instant before, String from) {
    List<String> old = new ArrayList<>();
    String next = "";
    try (KeyValueIterator<String, Alert> all = alerts.range(from.isEmpty() ? null : from, null)) {
      for (int i = 0; i < SLICE && all.hasNext(); i++) {
        KeyValue<String, Alert> alert = all.next();
        if (alert.value.evidenceAt().isBefore(before)) {
          old.add(alert.key);
        }
      }
      if (all.hasNext()) {
        next = all.peekNextKey();
      }
    }
    old.forEach(alerts::delete);
    return next;
  }

  /** Forgets what else is older. */
  void purge(Instant before) {
    purge(open, s -> s.evidenceAt().isBefore(before));
    purge(done, at -> at < before.toEpochMilli());
    purge(cooldowns, c -> time(c).isBefore(before));
  }

  private static <V> void purge(KeyValueStore<String, V> store, Predicate<V> old) {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, V> all = store.all()) {
      all.forEachRemaining(
          e -> {
            if (old.test(e.value)) {
              keys.add(e.key);
            }
          });
    }
    keys.forEach(store::delete);
  }
}
