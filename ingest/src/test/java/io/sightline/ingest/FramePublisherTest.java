package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.CameraStatus;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Frame;
import io.sightline.contract.wire.TopicAdmin;
import io.sightline.testkit.EngineOptions;
import io.sightline.testkit.LocalKafka;
import io.sightline.testkit.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an address where no broker is. */
class FramePublisherTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final SightlineConfig config =
      ConfigLoader.parse("kafka: { bootstrap_servers: \"127.0.0.1:1\" }", "test", Map.of());
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CameraMetrics metrics = new CameraMetrics(registry, "a");
  private final FramePublisher publisher =
      new FramePublisher(new KafkaSettings(config.kafka()).producer(), config.topics());

  @AfterEach
  void close() {
    publisher.close();
  }

  @Test
  void aLiveFrameIsTurnedAwayAndCounted() {
    assertThat(publisher.publish(frame(), false, () -> false, metrics)).isFalse();
    assertThat(failed()).isEqualTo(1);
  }

  @Test
  void aFilesFrameWaitsUntilStopped() throws Exception {
    StopSignal stop = new StopSignal();
    CompletableFuture<Boolean> answer =
        CompletableFuture.supplyAsync(
            () -> publisher.publish(frame(), true, stop::raised, metrics));
    stop.pause(Duration.ofMillis(500));
    assertThat(answer).isNotDone();
    assertThat(failed()).isZero();
    stop.raise();
    assertThat(answer.get(30, TimeUnit.SECONDS)).isFalse();
    assertThat(failed()).isEqualTo(1);
  }

  /** Kafka's clients might call it otherwise one day. */
  @Test
  void theProducerSaysHowMuchOfItsBufferIsFree() {
    Map<String, Object> settings = new KafkaSettings(config.kafka()).producer();
    try (var producer =
        new KafkaProducer<>(
            ProducerSettings.live(settings),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      assertThat(FramePublisher.free(producer).getAsDouble())
          .isEqualTo(ProducerSettings.WAITING_BYTES);
    }
  }

  /** What is in the topic of states is what is, even if Kafka was away when it came to be. */
  @Test
  void aStateThatKafkaDidNotTakeIsSentAgain(@TempDir Path folder) throws Exception {
    int port = Ports.choose(0, "Kafka");
    SightlineConfig there =
        ConfigLoader.parse(
            "kafka: { bootstrap_servers: \"127.0.0.1:%d\" }".formatted(port), "test", Map.of());
    KafkaSettings settings = new KafkaSettings(there.kafka());
    try (FramePublisher late = new FramePublisher(settings.producer(), there.topics())) {
      late.report(
          new CameraStatus("a", CameraStatus.State.LOST, Instant.EPOCH, "cut off", 1, 1, 5));
      try (LocalKafka kafka = broker(folder, port);
          Admin admin = Admin.create(settings.common())) {
        TopicAdmin.ensure(admin, there.topics().all(), (short) 1);
        late.awaitReady();
        assertThat(late.publish(frame(), true, () -> false, metrics)).isTrue();
        assertThat(states(settings, there, LIMIT)).containsExactly(CameraStatus.State.LOST);
      }
    }
  }

  /** Sending it again may fail as well, and then it is still owed. */
  @Test
  void aStateThatFailsWhenItIsSentAgainIsSentOnceMore(@TempDir Path folder) throws Exception {
    int port = Ports.choose(0, "Kafka");
    SightlineConfig there =
        ConfigLoader.parse(
            "kafka: { bootstrap_servers: \"127.0.0.1:%d\" }".formatted(port), "test", Map.of());
    KafkaSettings settings = new KafkaSettings(there.kafka());
    String states = there.topics().cameras().name();
    try (FramePublisher late = new FramePublisher(settings.producer(), there.topics())) {
      late.report(
          new CameraStatus("a", CameraStatus.State.LOST, Instant.EPOCH, "cut off", 1, 1, 5));
      try (LocalKafka kafka = broker(folder, port);
          Admin admin = Admin.create(settings.common())) {
        // Too small for any record: the broker takes none.
        admin
            .createTopics(
                List.of(
                    new NewTopic(states, 1, (short) 1)
                        .configs(
                            Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_COMPACT,
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                "1"))))
            .all()
            .get();
        TopicAdmin.ensure(admin, there.topics().all(), (short) 1);
        late.awaitReady();
        for (int i = 1; i <= 3; i++) {
          // The first has the state sent again; after the others it was refused.
          int sent = i;
          late.publish(frame(), true, () -> false, metrics);
          await().atMost(LIMIT).until(() -> published() == sent);
        }
        assertThat(states(settings, there, Duration.ofSeconds(1))).isEmpty();
        admin
            .incrementalAlterConfigs(
                Map.of(
                    new ConfigResource(ConfigResource.Type.TOPIC, states),
                    List.of(
                        new AlterConfigOp(
                            new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "100000"),
                            AlterConfigOp.OpType.SET))))
            .all()
            .get();
        await()
            .atMost(LIMIT)
            .until(
                () -> {
                  late.publish(frame(), true, () -> false, metrics);
                  return states(settings, there, Duration.ofSeconds(1));
                },
                told -> told.contains(CameraStatus.State.LOST));
      }
    }
  }

  /** What waited for too long is lost, said and counted, and what comes after it is taken. */
  @Test
  void aRestartOfTheBrokerCostsWhatWaitsForTooLong(@TempDir Path folder) throws Exception {
    int port = Ports.choose(0, "Kafka");
    SightlineConfig hasty = delivery(port, "2000", "1500");
    SightlineConfig calm = delivery(port, "120000", "30000");
    CameraMetrics kept = new CameraMetrics(registry, "kept");
    FramePublisher hastes;
    FramePublisher waits;
    try (LocalKafka kafka = broker(folder, port)) {
      try (Admin admin = Admin.create(new KafkaSettings(calm.kafka()).common())) {
        TopicAdmin.ensure(admin, calm.topics().all(), (short) 1);
      }
      hastes = new FramePublisher(new KafkaSettings(hasty.kafka()).producer(), hasty.topics());
      waits = new FramePublisher(new KafkaSettings(calm.kafka()).producer(), calm.topics());
      hastes.awaitReady();
      waits.awaitReady();
      warmUp(hastes);
      assertThat(waits.publish(frame(), false, () -> false, kept)).isTrue();
      await().atMost(LIMIT).until(() -> kept.published.count() == 1);
    }
    try (hastes;
        waits) {
      // By then the clients have noticed.
      new StopSignal().pause(Duration.ofSeconds(1));
      for (int i = 0; i < 5; i++) {
        assertThat(hastes.publish(frame(), false, () -> false, metrics)).isTrue();
        assertThat(waits.publish(frame(), false, () -> false, kept)).isTrue();
      }
      await().atMost(LIMIT).until(() -> failed() == 5);
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(hastes.trouble("a"))
                      .startsWith("Kafka takes no frames since ")
                      .endsWith("5 lost"));
      try (LocalKafka kafka = broker(folder, port)) {
        await().atMost(Duration.ofSeconds(90)).until(() -> kept.published.count() == 6);
        await()
            .atMost(LIMIT)
            .until(
                () -> {
                  hastes.publish(frame(), false, () -> false, metrics);
                  return published() > 0;
                });
        assertThat(hastes.broken()).isEmpty();
      }
    }
    assertThat(kept.refused.count()).isZero();
  }

  /**
   * A broker that has just started may take longer for the first frame than it is given. Of a
   * camera of its own, so that what is lost here is not counted with what the test loses.
   */
  private void warmUp(FramePublisher hastes) {
    CameraMetrics warm = new CameraMetrics(registry, "warm");
    Frame frame = new Frame("warm-x-0", "warm", 0, Instant.EPOCH, 1, 1, new byte[100]);
    for (int sent = 1; warm.published.count() == 0; sent++) {
      assertThat(sent).isLessThan(15);
      int answers = sent;
      hastes.publish(frame, false, () -> false, warm);
      await().atMost(LIMIT).until(() -> warm.published.count() + warm.refused.count() == answers);
    }
  }

  private static SightlineConfig delivery(int port, String delivery, String request) {
    return ConfigLoader.parse(
        """
        kafka:
          bootstrap_servers: "127.0.0.1:%d"
          properties: { delivery.timeout.ms: "%s", request.timeout.ms: "%s" }
        """
            .formatted(port, delivery, request),
        "test",
        Map.of());
  }

  private static List<CameraStatus.State> states(
      KafkaSettings settings, SightlineConfig config, Duration limit) {
    TopicPartition states = new TopicPartition(config.topics().cameras().name(), 0);
    List<CameraStatus.State> read = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            settings.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(states));
      Instant deadline = Instant.now().plus(limit);
      while (read.isEmpty() && Instant.now().isBefore(deadline)) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          read.add(Codecs.CAMERA_STATUS.decode(record.value()).state());
        }
      }
    }
    return read;
  }

  private double published() {
    return registry.get("sightline.frames.published").tag("camera", "a").counter().count();
  }

  private double failed() {
    return registry
        .get("sightline.frames.failed")
        .tags("camera", "a", "reason", "kafka")
        .counter()
        .count();
  }

  private static Frame frame() {
    return new Frame("a-x-0", "a", 0, Instant.EPOCH, 1, 1, new byte[100]);
  }

  /** The same one again, after it was closed. */
  private static LocalKafka broker(Path folder, int port) {
    return LocalKafka.start(EngineOptions.forTests(256).withDataFolder(folder).withPort(port));
  }
}
