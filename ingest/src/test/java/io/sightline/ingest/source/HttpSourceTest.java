package io.sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.sightline.contract.config.CameraConfig;
import io.sightline.ingest.MjpegServer;
import io.sightline.ingest.TestCamera;
import io.sightline.ingest.TestVideo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpSourceTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final SourceLimits CALM = new SourceLimits(LONG, LONG, LONG);
  private static final SourceLimits SHORT = new SourceLimits(LONG, LONG, Duration.ofSeconds(1));

  @TempDir private Path folder;
  private MjpegServer server;
  private final Watchdog watchdog = new Watchdog();

  @BeforeEach
  void start() throws Exception {
    server = new MjpegServer();
  }

  @AfterEach
  void stop() {
    server.close();
    watchdog.close();
  }

  @Test
  void motionJpegIsReadAsItArrives() throws Exception {
    try (FrameSource source = open(server.url("/mjpeg"), CALM);
        Mat expected = new Mat(120, 160, CV_8UC3)) {
      assertThat(source.size()).isEqualTo(new PictureSize(160, 120));
      source.next();
      int first = TestVideo.number(source.picture(160));
      long firstAt = source.position();
      for (int i = 1; i <= 10; i++) {
        source.next();
        assertThat(TestVideo.number(source.picture(160))).isEqualTo((first + i) % 256);
      }
      assertThat(source.position()).isGreaterThan(firstAt);
    }
  }

  /** A stream without times, at 10 pictures a second: FFmpeg would number them at 25. */
  @Test
  void picturesWithoutTimesGetThatOfTheirArrival() throws Exception {
    Path file = TestVideo.write(folder.resolve("a.h264"), "libopenh264", "h264", 320, 180, 25, 40);
    String url = server.trickle("/raw", Files.readAllBytes(file), 40);
    long last = 0;
    int count = 0;
    try (FrameSource source = open(url, CALM)) {
      while (count < 38 && source.next()) {
        count++;
        last = source.position();
      }
    }
    // Those that were kept back while FFmpeg looked at the beginning have their times, too.
    assertThat(Duration.ofNanos(last)).isBetween(Duration.ofMillis(2500), Duration.ofMinutes(1));
  }

  @Test
  void motionJpegsTimesAreNotRounded() throws Exception {
    try (FrameSource source = open(server.url("/mjpeg"), CALM)) {
      List<Long> beside = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        source.next();
        beside.add(source.position() % 40_000_000);
      }
      assertThat(beside).anyMatch(at -> at > 1_000_000 && at < 39_000_000);
    }
  }

  /** Nothing that it sends can be used any more: it has to be connected anew. */
  @Test
  void aCameraThatTurnsToASizeThatCannotBeUsedIsGivenUp() throws Exception {
    try (FrameSource source = open(server.url("/turns-wide"), CALM)) {
      assertThat(source.next()).isTrue();
      assertThat(source.next()).isTrue();
      for (int i = 1; i < SourceLimits.HOPELESS; i++) {
        assertThatThrownBy(source::next)
            .isInstanceOf(UnusablePictureException.class)
            .hasMessageContaining("20000x16");
      }
      assertThatThrownBy(source::next).isInstanceOf(SourceException.class);
    }
  }

  @Test
  void aPlaylistIsReadSegmentAfterSegment() throws Exception {
    TestVideo.write(folder.resolve("list.m3u8"), "libopenh264", "hls", 320, 180, 25, 100);
    List<Integer> numbers = new ArrayList<>();
    try (FrameSource source = open(server.serve("/hls/", folder) + "list.m3u8", CALM)) {
      assertThatThrownBy(
              () -> {
                while (source.next()) {
                  numbers.add(TestVideo.number(source.picture(320)));
                }
              })
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("ended");
    }
    assertThat(numbers).hasSize(100).isSorted().doesNotHaveDuplicates();
    assertThat(folder.toFile().list()).hasSizeGreaterThan(2);
  }

  @Test
  void ofAPlaylistThatHasSeveralSizesOneIsFetched() throws Exception {
    TestVideo.write(folder.resolve("small.m3u8"), "libopenh264", "hls", 160, 90, 25, 300);
    TestVideo.write(folder.resolve("large.m3u8"), "libopenh264", "hls", 320, 180, 25, 300);
    Files.writeString(
        folder.resolve("all.m3u8"),
        """
        #EXTM3U
        #EXT-X-STREAM-INF:BANDWIDTH=900000,RESOLUTION=320x180
        large.m3u8
        #EXT-X-STREAM-INF:BANDWIDTH=300000,RESOLUTION=160x90
        small.m3u8
        """);
    try (FrameSource source = open(server.serve("/sizes/", folder) + "all.m3u8", CALM)) {
      assertThatThrownBy(
              () -> {
                while (source.next()) {
                  assertThat(source.size()).isEqualTo(new PictureSize(320, 180));
                }
              })
          .hasMessageContaining("ended");
    }
    assertThat(server.served()).contains("large5.ts").doesNotContain("small5.ts");
  }

  @Test
  void aSourceThatFallsSilentIsBrokenOff() throws Exception {
    try (FrameSource source = open(server.url("/falls-silent"), SHORT)) {
      assertThatThrownBy(
              () -> {
                while (source.next()) {
                  source.position();
                }
              })
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("no picture came for 1.0 s");
    }
  }

  @Test
  void aSourceThatNeverAnswersIsBrokenOff() {
    SourceLimits limits =
        new SourceLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
    assertThatThrownBy(() -> open(server.url("/never-answers"), limits))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("no answer");
  }

  @Test
  void givingUpEndsACallInProgress() throws Exception {
    SourceLimits patient =
        new SourceLimits(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5));
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try (FrameSource source = open(server.url("/never-answers"), patient)) {
                end.complete(null);
              } catch (Exception e) {
                end.complete(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    server.awaitRequest();
    watchdog.giveUp();
    assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(SourceException.class);
  }

  @Test
  void aRefusalIsSaidWithoutTheCredentials() {
    String url = server.url("/nothing-here?password=hunter2").replace("//", "//root:hunter2@");
    assertThatThrownBy(() -> open(url, CALM))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("404")
        .hasMessageNotContaining("hunter2")
        .matches(e -> !((SourceException) e).refused());
  }

  @Test
  void thatOurCredentialsAreRefusedIsKnown() {
    assertThatThrownBy(() -> open(server.url("/refuses"), CALM))
        .isInstanceOf(SourceException.class)
        .matches(e -> ((SourceException) e).refused());
  }

  private FrameSource open(String address, SourceLimits limits) throws SourceException {
    CameraConfig camera = TestCamera.live(address, 5).over(TestCamera.CAPTURE);
    return FrameSources.open(SourceKind.of(camera.url()), camera, watchdog, limits);
  }
}
