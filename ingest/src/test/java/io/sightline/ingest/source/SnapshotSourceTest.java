package io.sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;

import io.sightline.contract.config.CameraConfig;
import io.sightline.ingest.MjpegServer;
import io.sightline.ingest.TestCamera;
import io.sightline.ingest.TestVideo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A camera that gives one picture at a time over HTTP. */
class SnapshotSourceTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final SourceLimits CALM = new SourceLimits(LONG, LONG, LONG);
  private static final SourceLimits SNAPSHOTS = new SourceLimits(LONG, LONG, Duration.ofSeconds(3));

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
  void aSinglePictureIsAskedForAgainAndAgain() throws Exception {
    FrameSource source = null;
    for (int number = 1; number <= 3; number++) {
      show(number);
      source = source == null ? open(5, CALM) : source;
      assertThat(source.next()).isTrue();
      assertThat(TestVideo.number(source.picture(160))).isEqualTo(number);
    }
    assertThat(source.size()).isEqualTo(new PictureSize(160, 120));
    assertThat(source.position()).isGreaterThanOrEqualTo(400_000_000L);
    source.close();
  }

  /** It cost the camera: lost, and connected again. */
  @Test
  void aSinglePictureThatFailsIsLostAlone() throws Exception {
    Path file = folder.resolve("snap.jpg");
    show(7);
    byte[] good = Files.readAllBytes(file);
    try (FrameSource source = open(5, SNAPSHOTS)) {
      assertThat(source.next()).isTrue();
      server.fault(503);
      assertThatThrownBy(source::next)
          .isInstanceOf(UnusablePictureException.class)
          .hasMessageContaining("5XX");
      assertThat(source.size()).isEqualTo(new PictureSize(160, 120));
      server.fault(0);
      Files.write(file, Arrays.copyOf(good, 200));
      assertThatThrownBy(source::next).isInstanceOf(UnusablePictureException.class);
      assertThat(source.size()).isEqualTo(new PictureSize(160, 120));
      Files.write(file, good);
      assertThat(source.next()).isTrue();
      assertThat(TestVideo.number(source.picture(160))).isEqualTo(7);

      server.fault(503);
      long began = System.nanoTime();
      Throwable last = null;
      while (!(last instanceof SourceException)) {
        last = catchThrowable(source::next);
        assertThat(last).isNotNull();
      }
      assertThat(last).hasMessageContaining("no picture came for 3.0 s");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(SNAPSHOTS.read());
    }
  }

  /** Many attempts more, and it locks us out. */
  @Test
  void aSinglePictureThatIsRefusedEndsTheSource() throws Exception {
    show(1);
    try (FrameSource source = open(5, CALM)) {
      assertThat(source.next()).isTrue();
      server.fault(401);
      assertThatThrownBy(source::next)
          .isInstanceOf(SourceException.class)
          .matches(e -> ((SourceException) e).refused());
    }
  }

  /** At an address of snapshots that says nothing more. */
  @Test
  void givingUpEndsTheWaitForTheNextPicture() throws Exception {
    show(1);
    try (FrameSource source = open(0.01, CALM)) {
      assertThat(source.next()).isTrue();
      watchdog.giveUp();
      assertThatThrownBy(source::next).isInstanceOf(SourceException.class);
    }
  }

  private void show(int number) {
    try (Mat picture = new Mat(120, 160, CV_8UC3)) {
      TestVideo.paint(picture, number);
      imwrite(folder.resolve("snap.jpg").toString(), picture);
    }
  }

  private FrameSource open(double fps, SourceLimits limits) throws SourceException {
    CameraConfig camera =
        TestCamera.live(server.serve("/snap/", folder) + "snap.jpg", fps).over(TestCamera.CAPTURE);
    return FrameSources.open(SourceKind.HTTP, camera, watchdog, limits);
  }
}
