package io.sightline.contract.config;

/**
 * How pictures are taken from a camera. Key {@code capture}, for all cameras; a camera's own keys
 * come first.
 *
 * @param fps frames published a second at the most
 * @param maxSize longer side of a published frame in pixels; a larger picture is scaled down
 * @param jpegQuality 1 to 100
 * @param hardwareDecode use a hardware decoder where FFmpeg offers one
 */
public record CaptureConfig(
    Double fps, Integer maxSize, Integer jpegQuality, Boolean hardwareDecode, MotionConfig motion) {

  public CaptureConfig {
    fps = fps == null ? 5.0 : fps;
    maxSize = maxSize == null ? 1920 : maxSize;
    jpegQuality = jpegQuality == null ? 90 : jpegQuality;
    hardwareDecode = hardwareDecode == null || hardwareDecode;
    motion = motion == null ? MotionConfig.DEFAULT : motion.over(MotionConfig.DEFAULT);
    CameraConfig.checkCapture(new Problems(), fps, maxSize, jpegQuality).raise();
  }
}
