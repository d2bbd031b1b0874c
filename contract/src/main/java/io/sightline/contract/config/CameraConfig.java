package io.sightline.contract.config;

import java.util.List;

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

  public CameraConfig {
    loop = loop != null && loop;
    pace = pace == null ? Pace.REALTIME : pace;
    zones = Gaps.left(zones);
    checkCapture(
            new Problems().required("url", url == null ? null : url.value()),
            fps,
            maxSize,
            jpegQuality)
        .raise();
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
