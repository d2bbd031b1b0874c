package io.sightline.local;

import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Sighting;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows the topic {@code sightings}: prints a line for each version that is told, and counts
 * them.
 */
final class SightingTable implements AutoCloseable {
  private static final String ROW = "%-12s  %-12s  %-6s  %-24s  %5s  %-7s  %6s  %4s%n";
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private final PrintStream out;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Sighting> latest = new ConcurrentHashMap<>();
  private final AtomicLong versions = new AtomicLong();
  private final Thread thread = new Thread(this::follow, "table");

  SightingTable(SightlineConfig config, PrintStream out) {
    this.out = out;
    this.consumer =
        new KafkaConsumer<>(
            new KafkaSettings(config.kafka()).consumer(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo p : consumer.partitionsFor(config.topics().sightings().name())) {
      partitions.add(new TopicPartition(p.topic(), p.partition()));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  void start() {
    out.printf(ROW, "TIME", "CAMERA", "STATE", "WHO", "SIM", "MASK", "SEEN", "OBS");
    thread.start();
  }

  /** The latest version of every sighting told since the start, by id. */
  Map<String, Sighting> sightings() {
    return latest;
  }

  /** Records seen. */
  long versions() {
    return versions.get();
  }

  boolean allClosed() {
    return latest.values().stream().allMatch(s -> s.state() == Sighting.State.CLOSED);
  }

  private void follow() {
    try {
      while (true) {
        consumer.poll(Duration.ofSeconds(1)).forEach(r -> show(Codecs.SIGHTING.decode(r.value())));
      }
    } catch (WakeupException | InterruptException e) {
      // Told to stop.
    } finally {
      consumer.close();
    }
  }

  private void show(Sighting s) {
    latest.merge(s.id(), s, (a, b) -> a.version() >= b.version() ? a : b);
    versions.incrementAndGet();
    out.printf(
        ROW,
        CLOCK.format(s.evidenceAt()),
        clip(s.cameraId(), 12),
        s.state().name().toLowerCase(Locale.ROOT),
        clip(s.match().map(Match::displayName).orElse("unknown"), 24),
        s.match().map(m -> String.format(Locale.ROOT, "%.2f", m.similarity())).orElse(""),
        s.mask() == MaskState.UNKNOWN ? "?" : s.mask().name().toLowerCase(Locale.ROOT),
        String.format(
            Locale.ROOT,
            "%.1fs",
            Duration.between(s.firstSeen(), s.lastSeen()).toMillis() / 1000.0),
        s.observations());
  }

  private static String clip(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
