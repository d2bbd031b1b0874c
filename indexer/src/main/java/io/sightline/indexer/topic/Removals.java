package io.sightline.indexer.topic;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which keys of a topic were removed last, for a day at least: so long after it has compacted a
 * topic Kafka keeps tombstones, and who starts meanwhile reads them, too. Thread-safe.
 */
final class Removals {
  private static final Duration REMEMBERED = Duration.ofDays(1);

  /** Those removed last at the end. */
  private final Map<String, Removal> byKey = new LinkedHashMap<>();

  synchronized void add(String key, Removal removal) {
    byKey.remove(key);
    byKey.put(key, removal);
    forgetBefore(removal.at().minus(REMEMBERED));
  }

  synchronized Optional<Removal> of(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  private void forgetBefore(Instant time) {
    Iterator<Removal> oldest = byKey.values().iterator();
    while (oldest.hasNext() && oldest.next().at().isBefore(time)) {
      oldest.remove();
    }
  }
}
