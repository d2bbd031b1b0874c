package io.sightline.ingest.source;

import io.sightline.contract.config.CameraConfig;
import io.sightline.contract.config.Pace;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a camera's source. */
public final class FrameSources {

  private FrameSources() {}

  /**
   * Returns when it is known what the source delivers.
   *
   * @param camera with every value filled in
   * @param watchdog breaks off this and all that is done with the source
   * @throws SourceException when it cannot be opened; the message holds no credentials
   */
  public static FrameSource open(
      SourceKind kind, CameraConfig camera, Watchdog watchdog, SourceLimits limits)
      throws SourceException {
    String address = camera.url().value();
    if (kind == SourceKind.FOLDER) {
      return new FolderSource(Path.of(address), camera.fps());
    }
    if (kind == SourceKind.FILE && !Files.isRegularFile(Path.of(address))) {
      throw new SourceException(
          Files.exists(Path.of(address))
              ? "is neither a file, nor a folder, nor a camera's device"
              : "there is no such file");
    }
    boolean ahead = kind == SourceKind.FILE && camera.pace() == Pace.FAST;
    FfmpegSource source =
        new FfmpegSource(kind, camera.url(), watchdog, limits, camera.hardwareDecode(), ahead);
    // A damaged one may look like a stream: it is not asked again what it is.
    SnapshotSource.Opener again =
        () -> new FfmpegSource(kind, camera.url(), watchdog, limits, false, ahead);
    return source.isSnapshot()
        ? new SnapshotSource(source, again, camera.fps(), watchdog, limits)
        : source;
  }
}
