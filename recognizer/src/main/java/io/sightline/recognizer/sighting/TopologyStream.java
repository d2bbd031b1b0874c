package io.sightline.recognizer.sighting;

import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.service.Namesake;
import io.sightline.contract.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a topology with exactly-once guarantees. */
public final class TopologyStream implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopologyStream.class);

  private static final Duration LONGEST_SEGMENT = Duration.ofHours(1);
  private final KafkaStreams streams;

  /**
   * @param role names the application among those of an installation
   */
  public TopologyStream(SightlineConfig config, String role, Topology topology, Namesake namesake) {
    streams = new KafkaStreams(topology, settings(config, role));
    streams.setUncaughtExceptionHandler(
        e -> {
          if (namesake.causes(e)) {
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          }
          LOG.warn("the stream of {} starts a new thread: {}", role, e.getMessage(), e);
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
  }

  private static Properties settings(SightlineConfig config, String role) {
    KafkaSettings kafka = new KafkaSettings(config.kafka());
    Properties settings = new Properties();
    settings.putAll(kafka.common());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, kafka.name(role));
    settings.put(
        StreamsConfig.CLIENT_ID_CONFIG, kafka.name(role + "-" + config.recognition().instance()));
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.kafka().replication());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    // What was remembered of a track goes when the track is over, not when a segment is full.
    String longest = String.valueOf(LONGEST_SEGMENT.toMillis());
    settings.put(StreamsConfig.topicPrefix(TopicConfig.SEGMENT_MS_CONFIG), longest);
    settings.put(StreamsConfig.topicPrefix(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG), longest);
    // Who is watched, and who is before a camera, may be many.
    String largest = String.valueOf(Topics.LARGEST_REQUEST);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), largest);
    settings.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), largest);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder(config).toString());
    settings.putAll(
        Map.of(
            StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
            config.recognition().instance(),
            StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
            15_000,
            StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
            "earliest"));
    return settings;
  }

  /**
   * What lies there belongs to one Kafka: with another of the same names, such as the next demo's,
   * it would be found to be corrupt.
   */
  private static Path stateFolder(SightlineConfig config) {
    KafkaSettings kafka = new KafkaSettings(config.kafka());
    RecognitionConfig recognition = config.recognition();
    try (Admin admin = Admin.create(kafka.common())) {
      String cluster = admin.describeCluster().clusterId().get();
      String name = kafka.name("state-" + recognition.instance() + "-" + cluster);
      return Path.of(recognition.stateFolder(), name);
    } catch (ExecutionException e) {
      throw new KafkaException("Kafka does not say which it is: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  public void start() {
    streams.start();
  }

  /** Whether records are processed now. */
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
