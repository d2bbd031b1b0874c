package io.sightline.ingest.source;

import io.sightline.contract.config.CameraUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** What a camera's address leads to. */
public enum SourceKind {
  RTSP,
  HTTP,
  DEVICE,
  FILE,
  FOLDER;

  private static final int FILE_TYPE = 0170000;
  private static final int CHARACTER_DEVICE = 0020000;

  /**
   * Decides by the address, and for a path by what is there now.
   *
   * @throws SourceException when it is neither an address nor a path
   */
  public static SourceKind of(CameraUrl url) throws SourceException {
    String text = url.value().toLowerCase(Locale.ROOT);
    if (text.startsWith("rtsp://") || text.startsWith("rtsps://")) {
      return RTSP;
    }
    if (text.startsWith("http://") || text.startsWith("https://")) {
      return HTTP;
    }
    if (text.startsWith("/dev/video") || text.startsWith("/dev/v4l/")) {
      return DEVICE; // Though it may be unplugged just now.
    }
    try {
      Path path = Path.of(url.value());
      if (Files.isDirectory(path)) {
        return FOLDER;
      }
      return isCharacterDevice(path) ? DEVICE : FILE;
    } catch (InvalidPathException e) {
      throw new SourceException(url + " is no path: " + e.getReason());
    }
  }

  /** Also at the end of links: names of devices that stay are some. */
  private static boolean isCharacterDevice(Path path) {
    try {
      int mode = (Integer) Files.getAttribute(path, "unix:mode");
      return (mode & FILE_TYPE) == CHARACTER_DEVICE;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  /** A live source has its own pace and is connected again when it is lost. */
  public boolean live() {
    return this == RTSP || this == HTTP || this == DEVICE;
  }
}
