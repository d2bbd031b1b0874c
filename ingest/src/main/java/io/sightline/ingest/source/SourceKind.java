package io.sightline.ingest.source;

import io.sightline.contract.config.CameraUrl;
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

  /**
   * Decides by the address, and for a path by what is there now.
   *
   * @throws SourceException when no source has such an address
   */
  public static SourceKind of(CameraUrl url) throws SourceException {
    String text = url.value().toLowerCase(Locale.ROOT);
    if (text.startsWith("rtsp://") || text.startsWith("rtsps://")) {
      return RTSP;
    }
    if (text.startsWith("http://") || text.startsWith("https://")) {
      return HTTP;
    }
    if (text.startsWith("/dev/video")) {
      return DEVICE;
    }
    if (text.contains("://")) {
      throw new SourceException(
          url + " is no source: give rtsp://, rtsps://, http://, https://, a file or a folder");
    }
    try {
      return Files.isDirectory(Path.of(url.value())) ? FOLDER : FILE;
    } catch (InvalidPathException e) {
      throw new SourceException(url + " is no path: " + e.getReason());
    }
  }

  /** A live source has its own pace and is connected again when it is lost. */
  public boolean live() {
    return this == RTSP || this == HTTP || this == DEVICE;
  }
}
