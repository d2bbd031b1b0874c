package io.sightline.local;

import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows the topics {@code sightings} and {@code alerts}: shows what is told, keeps the latest
 * version, and takes the time from a frame's capture to the alert.
 */
final class RunFeed implements AutoCloseable {
  private final RunView view;
  private final String alertsTopic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Sighting> latest = new ConcurrentHashMap<>();

  /** Of each alert whom it names and its state, as last shown. */
  private final Map<String, String> raised = new ConcurrentHashMap<>();

  private final List<Duration> alertTimes = new CopyOnWriteArrayList<>();
  private final AtomicLong versions = new AtomicLong();
  private volatile Instant firstShown;
  private final Thread thread = new Thread(this::follow, "feed");

  RunFeed(SightlineConfig config, RunView view) {
    this.view = view;
    this.alertsTopic = config.topics().alerts().name();
    this.consumer =
        new KafkaConsumer<>(
            new KafkaSettings(config.kafka()).consumer(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(config.topics().sightings().name(), alertsTopic)) {
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

  /** The latest version of every sighting told since the start, by id. */
  Map<String, Sighting> sightings() {
    return latest;
  }

  /** Sighting records seen. */
  long versions() {
    return versions.get();
  }

  /** Alerts raised since the start. */
  int alerts() {
    return raised.size();
  }

  /**
   * From the capture of the frame that raised an alert until the alert could be read from its
   * topic.
   */
  List<Duration> alertTimes() {
    return alertTimes;
  }

  /** When the first sighting was shown; null before. */
  Instant firstShown() {
    return firstShown;
  }

  boolean allClosed() {
    return latest.values().stream().allMatch(s -> s.state() == Sighting.State.CLOSED);
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

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(alertsTopic)) {
      take(Codecs.ALERT.decode(record.value()));
    } else {
      take(Codecs.SIGHTING.decode(record.value()));
    }
  }

  private void take(Sighting s) {
    latest.merge(s.id(), s, (a, b) -> a.version() >= b.version() ? a : b);
    versions.incrementAndGet();
    view.sighting(s);
    if (firstShown == null) {
      firstShown = Instant.now();
    }
  }

  private void take(Alert a) {
    String news = a.identityId() + " " + a.state();
    String before = raised.put(a.id(), news);
    if (before == null) {
      alertTimes.add(Duration.between(a.raisedAt(), Instant.now()));
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
