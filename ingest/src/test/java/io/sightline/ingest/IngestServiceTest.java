package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;

import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.config.ZoneConfig;
import io.sightline.contract.wire.CameraStatus;
import io.sightline.contract.wire.CameraStatus.State;
import io.sightline.contract.wire.Frame;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class IngestServiceTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final ZoneConfig LEFT =
      new ZoneConfig(
          "left",
          List.of(List.of(0.0, 0.0), List.of(0.5, 0.0), List.of(0.5, 1.0), List.of(0.0, 1.0)));

  @TempDir private Path folder;

  @Test
  void aFilePlayedOnceIsSampledAndPublishedInOrder(LocalKafka kafka) throws Exception {
    Path file = TestVideo.mp4(folder.resolve("a.mp4"), 640, 360, 25, 100);
    try (IngestRun run =
        new IngestRun(kafka, Map.of("lobby", TestCamera.fastAndSmall(file, 5, 320)))) {
      await().atMost(LIMIT).until(run.service::finished);
      run.close();
      List<Frame> frames = run.frames("lobby");
      assertThat(frames).hasSize(20);
      for (int i = 0; i < 20; i++) {
        Frame frame = frames.get(i);
        assertThat(frame.sequence()).isEqualTo(i);
        assertThat(frame.id()).matches("lobby-[0-9a-z]{8}-" + i);
        assertThat(frame.width()).isEqualTo(320);
        assertThat(frame.height()).isEqualTo(180);
        assertThat(Duration.between(frames.get(0).capturedAt(), frame.capturedAt()).toMillis())
            .isCloseTo(i * 200L, within(2L));
        assertThat(Jpegs.read(frame, TestVideo::number)).isEqualTo(i * 5);
      }
      assertThat(run.states("lobby"))
          .extracting(CameraStatus::state)
          .containsExactly(State.CONNECTING, State.LIVE, State.ENDED);
      assertThat(run.states("lobby").get(1))
          .returns(640, CameraStatus::width)
          .returns(360, CameraStatus::height)
          .returns(25f, CameraStatus::sourceFps);
      // Its 4 s lie before it was opened, or what comes fast would come from the future.
      assertThat(frames.get(0).capturedAt())
          .isBefore(run.states("lobby").get(1).at().minusSeconds(2));
      assertCounts(run, "lobby", 100, 80, 0, 20, 0);
    }
  }

  @Test
  void brokenCamerasAreNamedAndSlowNoOther(LocalKafka kafka) throws Exception {
    Path good = TestVideo.mp4(folder.resolve("good.mp4"), 320, 180, 10, 20);
    Path text = Files.writeString(folder.resolve("text.mp4"), "no video".repeat(1000));
    Path wide = TestVideo.write(folder.resolve("wide.avi"), "mjpeg", "avi", 20_000, 16, 5, 2);
    Path cut = TestVideo.mp4(folder.resolve("cut.mp4"), 320, 180, 25, 150);
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    try (MjpegServer server = new MjpegServer();
        IngestRun run =
            new IngestRun(
                kafka,
                Map.of(
                    "hangs", TestCamera.live(server.url("/never-answers"), 5),
                    "missing", TestCamera.fast(folder.resolve("none.mp4"), 5),
                    "text", TestCamera.fast(text, 5),
                    "wide", TestCamera.fast(wide, 5),
                    "cut", TestCamera.fast(cut, 120),
                    "refused", TestCamera.live("rtsp://root:hunter2@127.0.0.1:1/cam", 5),
                    "good", TestCamera.fast(good, 120)))) {
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                assertThat(run.service.health().detail())
                    .contains("missing LOST, given up", "text LOST, given up")
                    .contains("wide LOST, given up")
                    .contains("refused LOST (", "hangs LOST (", "good ENDED", "cut ENDED");
              });
      await().atMost(LIMIT).until(() -> run.count("sightline.frames.published", "good") == 20);
      assertThat(run.frames("good")).hasSize(20);
      // A state is sent after it is shown.
      awaitDetail(run, "missing", "none.mp4", "no such file");
      awaitDetail(run, "text", "text.mp4", "cannot be opened");
      awaitDetail(run, "wide", "20000x16");
      awaitDetail(run, "cut", "cut short");
      awaitDetail(run, "refused", "***@", "refused");
      assertThat(run.service.health().up()).isTrue();
      assertThat(run.service.health().detail()).contains("missing LOST").doesNotContain("hunter2");
      assertThat(run.states("refused").toString()).doesNotContain("hunter2");
      assertThat(run.service.finished()).isFalse();
      await().atMost(LIMIT).until(() -> run.count("sightline.camera.reconnects", "refused") >= 2);
      run.close();
      assertThat(last(run, "refused").state()).isEqualTo(State.STOPPED);
      assertThat(last(run, "good").state()).isEqualTo(State.ENDED);
      assertThat(run.count("sightline.frames.failed", "cut")).isGreaterThanOrEqualTo(1);
      assertAddsUp(run, "cut");
    }
  }

  @Test
  void stillPicturesOfAFolderAreGatedAndKeptAlive(LocalKafka kafka) throws Exception {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    try (Mat picture = new Mat(120, 160, CV_8UC3)) {
      for (int i = 0; i < 40; i++) {
        TestVideo.paint(picture, i < 30 ? 1 : 3);
        imwrite(pictures.resolve("%03d.jpg".formatted(i)).toString(), picture);
      }
    }
    Files.writeString(pictures.resolve("035x.jpg"), "no picture");
    try (IngestRun run =
        new IngestRun(
            kafka, Map.of("gate", TestCamera.gated(pictures, 10, Duration.ofSeconds(2), LEFT)))) {
      await().atMost(LIMIT).until(run.service::finished);
      run.close();
      List<Frame> frames = run.frames("gate");
      // The first, one each 2 s (of 20 pictures), and the one that differs.
      assertThat(frames).extracting(f -> Jpegs.read(f, TestVideo::number)).containsExactly(1, 1, 3);
      assertThat(Jpegs.read(frames.get(0), p -> TestVideo.pixel(p, 120, 20)[2])).isLessThan(20);
      assertThat(Jpegs.read(frames.get(0), p -> TestVideo.pixel(p, 40, 20)[2])).isGreaterThan(180);
      assertCounts(run, "gate", 41, 0, 37, 3, 1);
      assertThat(last(run, "gate").detail()).contains("could not be used: 1", "035x.jpg");
    }
  }

  @Test
  void aLoopAtItsOwnPaceGoesOnUntilStoppedAndLosesNothing(LocalKafka kafka) throws Exception {
    Path file = TestVideo.mp4(folder.resolve("a.mp4"), 160, 120, 20, 20);
    try (IngestRun run = new IngestRun(kafka, Map.of("loop", TestCamera.loop(file, 20)))) {
      await().atMost(LIMIT).until(() -> run.count("sightline.frames.published", "loop") > 45);
      assertThat(run.service.finished()).isFalse();
      assertThat(run.gauge("sightline.camera.up", "loop")).isEqualTo(1);
      // Its own pace is 20 a second; what a loaded machine measures is not held against it.
      assertThat(run.gauge("sightline.camera.fps", "loop")).isBetween(1.0, 30.0);
      run.close();
      assertThat(run.gauge("sightline.camera.up", "loop")).isZero();
      List<Frame> frames = run.frames("loop");
      assertThat(frames).hasSize((int) run.count("sightline.frames.published", "loop"));
      assertThat(frames).isSortedAccordingTo((a, b) -> a.capturedAt().compareTo(b.capturedAt()));
      Duration played =
          Duration.between(frames.get(0).capturedAt(), frames.get(frames.size() - 1).capturedAt());
      assertThat(played).isGreaterThanOrEqualTo(Duration.ofMillis(50L * (frames.size() - 1) - 50));
      assertThat(last(run, "loop").state()).isEqualTo(State.STOPPED);
      assertAddsUp(run, "loop");
    }
  }

  @Test
  void aHttpCameraIsLiveUntilStopped(LocalKafka kafka) throws Exception {
    try (MjpegServer server = new MjpegServer();
        IngestRun run =
            new IngestRun(kafka, Map.of("web", TestCamera.live(server.url("/mjpeg"), 5)))) {
      await().atMost(LIMIT).until(() -> run.count("sightline.frames.published", "web") >= 5);
      run.close();
      List<Frame> frames = run.frames("web");
      // A picture may be late and the next in time, but they stay on a grid.
      for (int i = 2; i < frames.size(); i++) {
        assertThat(Duration.between(frames.get(i - 2).capturedAt(), frames.get(i).capturedAt()))
            .isGreaterThan(Duration.ofMillis(150));
      }
      assertThat(run.count("sightline.frames.sampled.out", "web")).isPositive();
      assertAddsUp(run, "web");
    }
  }

  /** Other things can be done before there are cameras, such as enrolling people. */
  @Test
  void withoutCamerasItRunsUntilStopped(LocalKafka kafka) throws Exception {
    try (IngestRun run = new IngestRun(kafka, Map.of())) {
      assertThat(run.service.finished()).isFalse();
      assertThat(run.service.health().up()).isTrue();
      assertThat(run.service.health().detail()).isEqualTo("no cameras");
    }
  }

  /** The clients wait a minute for a broker that is away; Ctrl-C does not. */
  @Test
  void aStartThatIsBrokenOffDoesNotWaitForKafka() throws Exception {
    SightlineConfig away =
        ConfigLoader.parse("kafka: { bootstrap_servers: \"127.0.0.1:1\" }", "test", Map.of());
    try (IngestService service = new IngestService(away)) {
      CompletableFuture<Throwable> end = new CompletableFuture<>();
      Thread start =
          new Thread(
              () -> end.complete(catchThrowable(service::start)), "start-that-is-broken-off");
      start.start();
      // It waits for the first answer of Kafka's.
      await().atMost(LIMIT).until(() -> start.getState() == Thread.State.WAITING);
      start.interrupt();
      assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }
  }

  private static void awaitDetail(IngestRun run, String camera, String... words) {
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(last(run, camera).detail()).contains(words));
  }

  private static CameraStatus last(IngestRun run, String camera) {
    List<CameraStatus> states = run.states(camera);
    return states.get(states.size() - 1);
  }

  private static void assertCounts(
      IngestRun run, String camera, int read, int out, int gated, int published, int failed) {
    assertThat(
            List.of(
                run.count("sightline.frames.read", camera),
                run.count("sightline.frames.sampled.out", camera),
                run.count("sightline.frames.gated", camera),
                run.count("sightline.frames.published", camera),
                run.count("sightline.frames.failed", camera)))
        .containsExactly(
            (double) read, (double) out, (double) gated, (double) published, (double) failed);
  }

  private static void assertAddsUp(IngestRun run, String camera) {
    assertThat(run.count("sightline.frames.read", camera))
        .isPositive()
        .isEqualTo(
            run.count("sightline.frames.sampled.out", camera)
                + run.count("sightline.frames.gated", camera)
                + run.count("sightline.frames.published", camera)
                + run.count("sightline.frames.failed", camera));
  }
}
