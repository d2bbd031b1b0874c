package io.sightline.recognizer.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.model.KnownModels;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.service.Namesake;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Frame;
import io.sightline.contract.wire.FrameFaces;
import io.sightline.contract.wire.TopicAdmin;
import io.sightline.recognizer.Samples;
import io.sightline.recognizer.engine.SimulatedEngine;
import io.sightline.recognizer.face.FaceDetector;
import io.sightline.recognizer.face.FaceEmbedder;
import io.sightline.recognizer.face.FaceObserver;
import io.sightline.testkit.LocalKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The stage between frames and faces on a real broker, with a simulated engine that finds nobody.
 */
final class StreamRun {
  final SightlineConfig config;
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final byte[] jpeg = Samples.frame(List.of(), 0);

  /**
   * @param recognition further keys of {@code recognition}
   */
  StreamRun(LocalKafka kafka, String prefix, String instance, String recognition) throws Exception {
    config =
        ConfigLoader.parse(
            """
            kafka:
              bootstrap_servers: "%s"
              topic_prefix: "%s"
              partitions: 2
              properties: { heartbeat.interval.ms: "300" }
            cameras: { file: { url: film.mp4, pace: fast } }
            recognition: { instance: %s, threads: 1, batch: { max: 8, wait: 5ms }, %s }
            """
                .formatted(kafka.bootstrapServers(), prefix, instance, recognition),
            "test",
            Map.of());
    try (Admin admin = Admin.create(new KafkaSettings(config.kafka()).common())) {
      TopicAdmin.ensure(admin, config.topics().all(), (short) 1);
    }
  }

  /**
   * @param engine what the detector does for each frame
   */
  RecognitionLoop loop(IntConsumer engine) {
    return loop(engine, new Namesake(config.recognition().instance(), "recognition.instance"));
  }

  RecognitionLoop loop(IntConsumer engine, Namesake namesake) {
    RecognitionLoop loop =
        new RecognitionLoop(new Sessions(config, () -> recogniser(engine), registry), namesake);
    loop.start();
    return loop;
  }

  private static FrameRecogniser recogniser(IntConsumer work) {
    SimulatedEngine detector = new SimulatedEngine(KnownModels.YUNET, work, 1);
    SimulatedEngine recogniser = new SimulatedEngine(KnownModels.MOBILEFACENET, batch -> {}, 1);
    FaceObserver observer =
        new FaceObserver(
            new FaceDetector(detector, KnownModels.YUNET, 0.5f, 40),
            new FaceEmbedder(recogniser, KnownModels.MOBILEFACENET));
    return new FrameRecogniser(List.of(observer), KnownModels.YUNET.id());
  }

  /** Publishes frames of one camera, the first captured at this time and the rest 10 ms apart. */
  void publish(String camera, int partition, int from, int count, Instant first) {
    try (var producer =
        new KafkaProducer<>(
            new KafkaSettings(config.kafka()).producer(),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = from; i < from + count; i++) {
        Instant at = first.plusMillis(i * 10L);
        Frame frame = new Frame(camera + "-" + i, camera, i, at, 64, 36, jpeg);
        producer.send(
            new ProducerRecord<>(
                config.topics().frames().name(),
                partition,
                at.toEpochMilli(),
                camera.getBytes(),
                Codecs.FRAME.encode(frame)));
      }
    }
  }

  /**
   * All that is in topic faces once this many frames are recognised or dropped, and a bit later.
   */
  List<FrameFaces> faces(int frames) {
    return faces(frames, () -> count("recognised", null));
  }

  /**
   * @param recognised how many records there are to be: a commit is counted before Kafka shows it
   */
  List<FrameFaces> faces(int frames, LongSupplier recognised) {
    List<FrameFaces> seen = new ArrayList<>();
    try (var consumer = consumer()) {
      Instant deadline = Instant.now().plus(Duration.ofMinutes(2));
      while ((count("recognised", null) + count("dropped", null) < frames
              || seen.size() < recognised.getAsLong())
          && Instant.now().isBefore(deadline)) {
        add(consumer, Duration.ofMillis(100), seen);
      }
      // What came twice.
      add(consumer, Duration.ofMillis(500), seen);
    }
    return seen;
  }

  private static void add(
      KafkaConsumer<byte[], byte[]> consumer, Duration wait, List<FrameFaces> seen) {
    consumer.poll(wait).forEach(r -> seen.add(Codecs.FRAME_FACES.decode(r.value())));
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    var consumer =
        new KafkaConsumer<>(
            new KafkaSettings(config.kafka()).consumer(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    String topic = config.topics().faces().name();
    List<TopicPartition> partitions =
        List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  /**
   * @param what recognised or dropped
   * @param camera null for all
   */
  long count(String what, String camera) {
    return (long)
        registry.find("sightline.frames." + what).counters().stream()
            .filter(c -> camera == null || camera.equals(c.getId().getTag("camera")))
            .mapToDouble(Counter::count)
            .sum();
  }
}
