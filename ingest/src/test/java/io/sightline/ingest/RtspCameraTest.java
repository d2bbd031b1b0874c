package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.contract.wire.CameraStatus;
import io.sightline.contract.wire.CameraStatus.State;
import io.sightline.contract.wire.Frame;
import io.sightline.ingest.source.SourceLimits;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import io.sightline.testkit.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class RtspCameraTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void aServerThatVanishesAndReturnsIsFoundAgain(LocalKafka kafka) throws Exception {
    int port = Ports.choose(0, "the RTSP server");
    Instant before = Instant.now();
    RtspServer server = new RtspServer(folder, port);
    try (IngestRun run =
        new IngestRun(
            kafka,
            Map.of("door", TestCamera.live("rtsp://root:hunter2@127.0.0.1:" + port + "/cam", 5)),
            SourceLimits.DEFAULT)) {
      await().atMost(LIMIT).until(() -> run.count("sightline.frames.published", "door") >= 5);
      server.close();
      await().atMost(LIMIT).until(() -> run.gauge("sightline.camera.up", "door") == 0);
      double seen = run.count("sightline.frames.published", "door");
      await().atMost(LIMIT).until(() -> run.count("sightline.camera.reconnects", "door") >= 2);
      server = new RtspServer(folder, port);
      await()
          .atMost(LIMIT)
          .until(() -> run.count("sightline.frames.published", "door") >= seen + 5);
      run.close();

      List<CameraStatus> states = run.states("door");
      assertThat(states).extracting(CameraStatus::state).startsWith(State.CONNECTING, State.LIVE);
      assertThat(states).extracting(CameraStatus::state).endsWith(State.LIVE, State.STOPPED);
      assertThat(states).extracting(CameraStatus::state).contains(State.LOST);
      assertThat(states.toString()).doesNotContain("hunter2");
      assertThat(states.get(1).width()).isEqualTo(320);
      check(run.frames("door"), before);
    } finally {
      server.close();
    }
  }

  private static void check(List<Frame> frames, Instant before) {
    assertThat(new HashSet<>(frames.stream().map(Frame::id).toList())).hasSameSizeAs(frames);
    for (int i = 0; i < frames.size(); i++) {
      assertThat(frames.get(i).sequence()).isEqualTo(i);
      assertThat(frames.get(i).capturedAt()).isBetween(before, Instant.now());
      if (i > 0) {
        assertThat(frames.get(i).capturedAt()).isAfter(frames.get(i - 1).capturedAt());
      }
    }
  }
}
