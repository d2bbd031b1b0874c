package io.sightline.local;

import io.sightline.contract.config.CameraConfig;
import io.sightline.contract.config.CameraUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Cameras named on the command line. */
final class Sources {

  private Sources() {}

  /** An id that tells what it is: the file's name, or a number for an address. */
  static String id(String source, Set<String> taken) {
    String name = "camera";
    if (!source.contains("://")) {
      // Of "." the name is that of the folder; "/" has none.
      Path file = Path.of(source).toAbsolutePath().normalize().getFileName();
      name =
          String.valueOf(file == null ? name : file)
              .replaceFirst("\\.[^.]*$", "")
              .replaceAll("[^A-Za-z0-9_-]+", "-");
    }
    name = name.substring(0, Math.min(name.length(), 50));
    String id = name;
    for (int n = 2; taken.contains(id); n++) {
      id = name + "-" + n;
    }
    return id;
  }

  /** A camera that plays it again and again. */
  static CameraConfig camera(String source) {
    check(source);
    CameraUrl url = new CameraUrl(source);
    try {
      return new CameraConfig(url, true, null, null, null, null, null, null, null);
    } catch (IllegalArgumentException e) {
      throw new UserException("the source " + url + " cannot be used: " + e.getMessage());
    }
  }

  /**
   * A file that is not there is a mistake here, whereas a camera that is not there yet may come.
   */
  private static void check(String source) {
    if (source.isBlank()) {
      throw new UserException("a source is empty: name a file, a folder or an address");
    }
    if (!source.contains("://") && !Files.exists(Path.of(source))) {
      throw new UserException("the source " + source + " does not exist");
    }
  }
}
