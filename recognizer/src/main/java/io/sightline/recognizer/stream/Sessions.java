package io.sightline.recognizer.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.contract.config.CameraConfig;
import io.sightline.contract.config.Pace;
import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.service.Parts;
import io.sightline.contract.wire.DeadLetters;
import io.sightline.contract.wire.Topics;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes recognition sessions. Group member and transaction bear the instance's name: after a crash
 * the same instance takes up its work at once, and a left-over of it is fenced off, instead of both
 * waiting for time-outs.
 */
public final class Sessions implements Supplier<RecognitionSession> {
  /** Frames of one poll, which may come on top of those that a partition has waiting. */
  private static final int MOST_AT_ONCE = 128;

  private final SightlineConfig config;
  private final Supplier<FrameRecogniser> recognisers;
  private final FrameMetrics metrics;

  /**
   * @param recognisers one for each session, which closes it
   */
  public Sessions(
      SightlineConfig config, Supplier<FrameRecogniser> recognisers, MeterRegistry registry) {
    this.config = config;
    this.recognisers = recognisers;
    this.metrics = new FrameMetrics(registry);
  }

  @Override
  public RecognitionSession get() {
    Parts made = new Parts();
    try {
      return session(made);
    } catch (RuntimeException e) {
      // Such as when Kafka's name is not known for a while: this is tried again and again.
      made.close();
      throw e;
    }
  }

  private RecognitionSession session(Parts made) {
    KafkaSettings kafka = new KafkaSettings(config.kafka());
    Topics topics = config.topics();
    FrameRecogniser recogniser = made.begin(recognisers.get());
    return new RecognitionSession(
        made.begin(
            new KafkaConsumer<>(
                consumer(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())),
        made.begin(
            new KafkaProducer<>(
                producer(kafka), new ByteArraySerializer(), new ByteArraySerializer())),
        recogniser,
        topics,
        new DeadLetters(topics, "recognition", Clock.systemUTC()),
        new MicroBatcher<>(limits(recogniser.workers()), this::isLive),
        metrics);
  }

  private MicroBatcher.Limits limits(int workers) {
    RecognitionConfig recognition = config.recognition();
    return new MicroBatcher.Limits(
        recognition.batch().max(),
        workers,
        recognition.batch().longestWait(),
        recognition.lagBudget());
  }

  /** A file that is played as fast as the machine can is always far ahead of us. */
  private boolean isLive(String camera) {
    CameraConfig known = config.cameras().get(camera);
    return config.recognition().mode() == RecognitionConfig.Mode.LIVE
        && (known == null || known.pace() == Pace.REALTIME);
  }

  private Map<String, Object> consumer(KafkaSettings kafka) {
    Map<String, Object> settings = kafka.consumer();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.name("recognizer"));
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, config.recognition().instance());
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 15_000);
    settings.put(
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        Math.min(MOST_AT_ONCE, config.recognition().batch().max()));
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
    return settings;
  }

  private Map<String, Object> producer(KafkaSettings kafka) {
    Map<String, Object> settings = kafka.producer();
    settings.put(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        kafka.name("recognizer-" + config.recognition().instance()));
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    return settings;
  }
}
