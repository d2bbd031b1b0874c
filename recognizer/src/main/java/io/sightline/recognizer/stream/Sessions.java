package io.sightline.recognizer.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.DeadLetters;
import io.sightline.contract.wire.Topics;
import io.sightline.recognizer.face.Recogniser;
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
  private final SightlineConfig config;
  private final Recogniser recogniser;
  private final FrameMetrics metrics;

  public Sessions(SightlineConfig config, Recogniser recogniser, MeterRegistry registry) {
    this.config = config;
    this.recogniser = recogniser;
    this.metrics = new FrameMetrics(registry);
  }

  @Override
  public RecognitionSession get() {
    KafkaSettings kafka = new KafkaSettings(config.kafka());
    Topics topics = config.topics();
    return new RecognitionSession(
        new KafkaConsumer<>(
            consumer(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        new KafkaProducer<>(producer(kafka), new ByteArraySerializer(), new ByteArraySerializer()),
        new FrameRecogniser(recogniser.observers(), recogniser.detectorId()),
        topics,
        new DeadLetters(topics, "recognition", Clock.systemUTC()),
        config.recognition().batch(),
        metrics);
  }

  private Map<String, Object> consumer(KafkaSettings kafka) {
    Map<String, Object> settings = kafka.consumer();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.name("recognizer"));
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, config.recognition().instance());
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 15_000);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.recognition().batch().max());
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
