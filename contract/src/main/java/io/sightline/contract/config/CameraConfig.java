package io.sightline.contract.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One camera. Key {@code cameras.<id>}; what is not given here is taken from {@code capture}.
 *
 * @param url rtsp://, rtsps://, http://, https://, a video file, a folder of pictures, or a V4L2
 *     device (/dev/video0)
 * @param loop play a file or folder again when it ends; default false
 * @param pace of a file or folder; a live source has its own
 */
public record CameraConfig(
    CameraUrl url,
    Boolean loop,
    Pace pace,
    List<ZoneConfig> zones,
    Double fps,
    Integer maxSize,
    Integer jpegQuality,
    Boolean hardwareDecode,
    MotionConfig motion) {

  /** A path may hold a ':', but none that begins so is meant as one. */
  private static final Pattern ADDRESS = Pattern.compile("(?is)(?:rtsps?|https?):.*|[^/]*://.*");

  private static final Pattern SOURCE = Pattern.compile("(?is)(?:rtsps?|https?)://[^/].*");

  public CameraConfig {
    loop = loop != null && loop;
    pace = pace == null ? Pace.REALTIME : pace;
    zones = Gaps.left(zones);
    String address = url == null ? "" : url.value();
    Problems problems =
        new Problems()
            .required("url", address)
            .check(
                "url",
                !ADDRESS.matcher(address).matches() || SOURCE.matcher(address).matches(),
                "must be rtsp://, rtsps://, http:// or https:// and a host, or a path");
    checkCapture(problems, fps, maxSize, jpegQuality).raise();
  }

  /** This camera with every value it leaves open filled in. */
  public CameraConfig over(CaptureConfig all) {
    return new CameraConfig(
        url,
        loop,
        pace,
        zones,
        fps == null ? all.fps() : fps,
        maxSize == null ? all.maxSize() : maxSize,
        jpegQuality == null ? all.jpegQuality() : jpegQuality,
        hardwareDecode == null ? all.hardwareDecode() : hardwareDecode,
        motion == null ? all.motion() : motion.over(all.motion()));
  }

  static Problems checkCapture(
      Problems problems, Double fps, Integer maxSize, Integer jpegQuality) {
    if (fps != null) {
      problems.range("fps", fps, 0.01, 120);
    }
    if (maxSize != null) {
      problems.range("max_size", maxSize, 64, 8192);
    }
    if (jpegQuality != null) {
      problems.range("jpeg_quality", jpegQuality, 1, 100);
    }
    return problems;
  }
}
