package io.sightline.local;

import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Codec;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a round came to, as its topics hold it.
 *
 * @param frames whose faces were written, as often as they were
 * @param sightings the last version of each, by id
 * @param alerts the last version of each, by id
 */
record Outcome(List<String> frames, Map<String, Sighting> sightings, Map<String, Alert> alerts) {

  static Outcome read(SightlineConfig config) {
    Outcome outcome = new Outcome(new ArrayList<>(), new HashMap<>(), new HashMap<>());
    all(config, config.topics().faces(), Codecs.FRAME_FACES)
        .forEach(f -> outcome.frames.add(f.frameId()));
    all(config, config.topics().sightings(), Codecs.SIGHTING)
        .forEach(
            s -> outcome.sightings.merge(s.id(), s, (a, b) -> a.version() > b.version() ? a : b));
    all(config, config.topics().alerts(), Codecs.ALERT)
        .forEach(a -> outcome.alerts.merge(a.id(), a, (x, y) -> x.version() > y.version() ? x : y));
    return outcome;
  }

  private static <T> List<T> all(SightlineConfig config, Topic topic, Codec<T> codec) {
    List<T> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            new KafkaSettings(config.kafka()).consumer(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, topic.partitions())
              .mapToObj(p -> new TopicPartition(topic.name(), p))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(r -> values.add(codec.decode(r.value())));
      }
    }
    return values;
  }

  /** Whether every frame was recognised and everybody has left. */
  boolean settled(int expectedFrames) {
    return frames.size() >= expectedFrames
        && sightings.values().stream().allMatch(s -> s.state() == Sighting.State.CLOSED);
  }

  /** What must be the same whatever was killed: who was seen, where, when, and by whose name. */
  Set<String> facts() {
    Set<String> facts = new TreeSet<>();
    sightings
        .values()
        .forEach(
            s ->
                facts.add(
                    "sighting %s %s..%s %d %s"
                        .formatted(
                            s.id(),
                            s.firstSeen(),
                            s.lastSeen(),
                            s.observations(),
                            s.match().map(Match::identityId).orElse("unknown"))));
    alerts
        .values()
        .forEach(
            a ->
                facts.add(
                    "alert %s of %s for %s %s"
                        .formatted(a.id(), a.watchlistId(), a.sighting().id(), a.state())));
    return facts;
  }

  /** The longest sightings, the longest first. */
  List<Sighting> longest(int count) {
    return new TreeMap<>(sightings)
        .values().stream()
            .sorted((a, b) -> Integer.compare(b.observations(), a.observations()))
            .limit(count)
            .toList();
  }
}
