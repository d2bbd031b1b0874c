package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Frame;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against an address where no broker is. */
class FramePublisherTest {
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
    stop.pause(java.time.Duration.ofMillis(500));
    assertThat(answer).isNotDone();
    assertThat(failed()).isZero();
    stop.raise();
    assertThat(answer.get(30, TimeUnit.SECONDS)).isFalse();
    assertThat(failed()).isEqualTo(1);
  }

  private double failed() {
    return registry.get("sightline.frames.failed").tag("camera", "a").counter().count();
  }

  private static Frame frame() {
    return new Frame("a-x-0", "a", 0, Instant.EPOCH, 1, 1, new byte[100]);
  }
}
