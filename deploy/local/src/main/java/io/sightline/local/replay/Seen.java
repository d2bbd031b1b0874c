package io.sightline.local.replay;

import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Sighting;
import io.sightline.local.topic.TopicScan;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What a comparison needs of a sighting's last version.
 *
 * @param identity id; empty for an unknown
 * @param name for people to read; empty for an unknown
 */
record Seen(
    String id,
    long version,
    boolean closed,
    String camera,
    Instant first,
    Instant last,
    String identity,
    String name) {

  /**
   * The sightings of an installation that were under way between two times.
   *
   * @param since records of its topic that were written earlier are left out
   */
  static Collection<Seen> between(SightlineConfig config, Instant since, Instant from, Instant to) {
    Map<String, Seen> latest = new HashMap<>();
    TopicScan.read(
        new KafkaSettings(config.kafka()),
        config.topics().sightings().name(),
        since,
        record -> {
          try {
            if (record.value() != null) {
              Seen seen = of(Codecs.SIGHTING.decode(record.value()));
              latest.merge(seen.id(), seen, (a, b) -> a.version() >= b.version() ? a : b);
            }
          } catch (MalformedRecordException e) {
            // The indexer, which reads the same topic, has made a dead letter of it.
          }
        });
    latest.values().removeIf(s -> s.last().isBefore(from) || !s.first().isBefore(to));
    return latest.values();
  }

  private static Seen of(Sighting s) {
    return new Seen(
        s.id(),
        s.version(),
        s.state() == Sighting.State.CLOSED,
        s.cameraId(),
        s.firstSeen(),
        s.lastSeen(),
        s.match().map(Match::identityId).orElse(""),
        s.match().map(Match::displayName).orElse(""));
  }

  /** How much of the time that either took both have in common: 0 to 1; -1 when they never met. */
  double overlap(Seen other) {
    long begin = Math.max(first.toEpochMilli(), other.first.toEpochMilli());
    long end = Math.min(last.toEpochMilli(), other.last.toEpochMilli());
    if (end < begin) {
      return -1;
    }
    long all =
        Math.max(last.toEpochMilli(), other.last.toEpochMilli())
            - Math.min(first.toEpochMilli(), other.first.toEpochMilli());
    return (end - begin + 1.0) / (all + 1.0);
  }
}
