package io.sightline.local;

import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.BoundedMap;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.contract.wire.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows the topics {@code sightings} and {@code alerts}: shows what is told, counts it, and takes
 * the time from a frame's capture to the alert. A run may last for months: of sightings those are
 * kept that are open, of alerts the last thousands.
 */
final class RunFeed implements AutoCloseable {
  private static final int MOST_ALERTS = 10_000;
  private final RunView view;
  private final String alertsTopic;
  private final Consumer<byte[], byte[]> consumer;
  private final Set<String> open = ConcurrentHashMap.newKeySet();

  /** Sightings since the start, by camera. */
  private final Map<String, Long> counts = new ConcurrentHashMap<>();

  /** Of each alert whom it names and its state, as last shown. The feed's thread alone uses it. */
  private final Map<String, String> shown = new BoundedMap<>(MOST_ALERTS);

  private final AtomicInteger alerts = new AtomicInteger();
  private final Queue<Duration> alertTimes = new ConcurrentLinkedQueue<>();
  private final AtomicLong versions = new AtomicLong();
  private final AtomicLong unreadable = new AtomicLong();
  private volatile Instant firstShown;
  private final Thread thread = new Thread(this::follow, "feed");

  RunFeed(SightlineConfig config, RunView view) {
    this(
        config.topics().sightings().name(),
        config.topics().alerts().name(),
        new KafkaConsumer<>(
            new KafkaSettings(config.kafka()).consumer(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer()),
        view);
  }

  RunFeed(
      String sightingsTopic, String alertsTopic, Consumer<byte[], byte[]> consumer, RunView view) {
    this.view = view;
    this.alertsTopic = alertsTopic;
    this.consumer = consumer;
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(sightingsTopic, alertsTopic)) {
      for (PartitionInfo p : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(p.topic(), p.partition()));
      }
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  void start() {
    thread.start();
  }

  /** Sightings told of since the start, by camera. */
  Map<String, Long> sightings() {
    return counts;
  }

  /** Sighting records seen. */
  long versions() {
    return versions.get();
  }

  /** Records that are neither sightings nor alerts. */
  long unreadable() {
    return unreadable.get();
  }

  /** Alerts raised since the start. */
  int alerts() {
    return alerts.get();
  }

  /**
   * From the capture of the frame that raised an alert until the alert could be read from its
   * topic, of the last ones.
   */
  List<Duration> alertTimes() {
    return List.copyOf(alertTimes);
  }

  /** When the first sighting was shown; null before. */
  Instant firstShown() {
    return firstShown;
  }

  boolean allClosed() {
    return open.isEmpty();
  }

  private void follow() {
    try {
      while (true) {
        consumer.poll(Duration.ofSeconds(1)).forEach(this::take);
      }
    } catch (WakeupException | InterruptException e) {
      // Told to stop.
    } finally {
      consumer.close();
    }
  }

  /** What cannot be read is the services' to tell of: here it must not end what is shown. */
  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.topic().equals(alertsTopic)) {
        take(Codecs.ALERT.decode(record.value()));
      } else {
        take(Codecs.SIGHTING.decode(record.value()));
      }
    } catch (MalformedRecordException e) {
      unreadable.incrementAndGet();
    }
  }

  private void take(Sighting s) {
    boolean closed = s.state() == Sighting.State.CLOSED;
    boolean known = closed ? open.remove(s.id()) : !open.add(s.id());
    if (!known) {
      counts.merge(s.cameraId(), 1L, Long::sum);
    }
    versions.incrementAndGet();
    view.sighting(s);
    if (firstShown == null) {
      firstShown = Instant.now();
    }
  }

  private void take(Alert a) {
    String news = a.identityId() + " " + a.state();
    String before = shown.put(a.id(), news);
    if (before == null) {
      alerts.incrementAndGet();
      alertTimes.add(Duration.between(a.raisedAt(), Instant.now()));
      if (alertTimes.size() > MOST_ALERTS) {
        alertTimes.remove();
      }
    }
    // Most versions bring a better picture, and nothing for this view.
    if (!news.equals(before)) {
      view.alert(a);
    }
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
