package io.sightline.recognizer.sighting;

import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the sighting topology with exactly-once guarantees. */
public final class SightingStream implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SightingStream.class);

  private final KafkaStreams streams;

  public SightingStream(SightlineConfig config, Topology topology) {
    streams = new KafkaStreams(topology, settings(config));
    streams.setUncaughtExceptionHandler(
        e -> {
          LOG.warn("the sighting stream starts a new thread: {}", e.getMessage(), e);
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
  }

  private static Properties settings(SightlineConfig config) {
    KafkaSettings kafka = new KafkaSettings(config.kafka());
    String instance = config.recognition().instance();
    Properties settings = new Properties();
    settings.putAll(kafka.common());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, kafka.name("sightings"));
    settings.put(StreamsConfig.CLIENT_ID_CONFIG, kafka.name("sightings-" + instance));
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.kafka().replication());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    settings.put(
        StreamsConfig.STATE_DIR_CONFIG,
        Path.of(System.getProperty("java.io.tmpdir"), kafka.name("state-" + instance)).toString());
    settings.putAll(
        Map.of(
            StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
            instance,
            StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
            15_000,
            StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
            "earliest"));
    return settings;
  }

  public void start() {
    streams.start();
  }

  /** Whether tracks are followed now. */
  public boolean running() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  public String state() {
    return streams.state().toString().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public void close() {
    streams.close(Duration.ofSeconds(20));
  }
}
