package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.config.CameraConfig;
import io.sightline.contract.config.CameraUrl;
import io.sightline.contract.config.CaptureConfig;
import io.sightline.contract.config.MotionConfig;
import io.sightline.contract.config.Pace;
import io.sightline.contract.config.ZoneConfig;
import io.sightline.ingest.source.FrameSource;
import io.sightline.ingest.source.FrameSources;
import io.sightline.ingest.source.SourceKind;
import io.sightline.ingest.source.SourceLimits;
import io.sightline.ingest.source.Watchdog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeMemoryTest {
  private static final ZoneConfig ZONE =
      new ZoneConfig("z", List.of(List.of(0.0, 0.0), List.of(1.0, 0.0), List.of(0.0, 1.0)));

  @TempDir private Path folder;

  @Test
  void thousandsOfFramesAndManyOpeningsLeaveNothingBehind() throws Exception {
    Path file = TestVideo.mp4(folder.resolve("a.mp4"), 640, 360, 25, 100);
    CameraConfig camera =
        new CameraConfig(
                new CameraUrl(file.toString()),
                null,
                Pace.FAST,
                List.of(ZONE),
                null,
                500,
                null,
                false,
                null)
            .over(new CaptureConfig(null, null, null, null, null));
    play(camera, 10);
    // What other tests left to the collector must not hide what is left behind here.
    System.gc();
    Pointer.deallocateReferences();
    long tracked = Pointer.totalBytes();
    // 3000 frames of 640x360 are 2 GB of pixels, 30 decoders hold 5 MB each. What leaks grows each
    // time, the JVM itself does not.
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3 && least >= 64 << 20; i++) {
      long resident = Pointer.physicalBytes();
      play(camera, 30);
      least = Math.min(least, Pointer.physicalBytes() - resident);
    }
    assertThat(least).isLessThan(64 << 20);
    // No collector was asked: everything was let go by hand.
    assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(tracked);
  }

  private static void play(CameraConfig camera, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      try (Watchdog watchdog = new Watchdog();
          FrameSource source =
              FrameSources.open(SourceKind.FILE, camera, watchdog, SourceLimits.DEFAULT);
          MotionGate gate =
              new MotionGate(
                  new MotionConfig(true, null, null).over(MotionConfig.DEFAULT), camera.zones());
          ZoneMask zones = new ZoneMask(camera.zones());
          JpegEncoder encoder = new JpegEncoder(80)) {
        while (source.next()) {
          gate.opens(source.thumbnail(160), Instant.ofEpochSecond(0, source.position()));
          Mat picture = source.picture(500);
          zones.blacken(picture);
          assertThat(encoder.encode(picture)).hasSizeGreaterThan(1000);
        }
      }
    }
  }
}
