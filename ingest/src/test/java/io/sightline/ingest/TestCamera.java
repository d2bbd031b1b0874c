package io.sightline.ingest;

import io.sightline.contract.config.CameraConfig;
import io.sightline.contract.config.CameraUrl;
import io.sightline.contract.config.CaptureConfig;
import io.sightline.contract.config.MotionConfig;
import io.sightline.contract.config.Pace;
import io.sightline.contract.config.ZoneConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Cameras that decode in software, so that the tests see the same on every machine. */
public final class TestCamera {
  public static final CaptureConfig CAPTURE = new CaptureConfig(null, null, null, false, null);

  private TestCamera() {}

  /** As it comes, at so many frames a second. */
  public static CameraConfig live(String url, double fps) {
    return camera(url, false, Pace.REALTIME, List.of(), fps, null, null);
  }

  /** Played once, as fast as the machine can. */
  public static CameraConfig fast(Path file, double fps) {
    return camera(file.toString(), false, Pace.FAST, List.of(), fps, null, null);
  }

  static CameraConfig fastAndSmall(Path file, double fps, int maxSize) {
    return camera(file.toString(), false, Pace.FAST, List.of(), fps, maxSize, null);
  }

  /** Played again and again at its own pace. */
  static CameraConfig loop(Path file, double fps) {
    return camera(file.toString(), true, Pace.REALTIME, List.of(), fps, null, null);
  }

  static CameraConfig gated(Path file, double fps, Duration keepAlive, ZoneConfig zone) {
    MotionConfig motion = new MotionConfig(true, null, keepAlive);
    return camera(file.toString(), false, Pace.FAST, List.of(zone), fps, null, motion);
  }

  private static CameraConfig camera(
      String url,
      boolean loop,
      Pace pace,
      List<ZoneConfig> zones,
      double fps,
      Integer maxSize,
      MotionConfig motion) {
    return new CameraConfig(
        new CameraUrl(url), loop, pace, zones, fps, maxSize, null, null, motion);
  }
}
