package io.sightline.local;

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

  /**
   * A file that is not there is a mistake here, whereas a camera that is not there yet may come.
   */
  static void check(String source) {
    if (source.isBlank()) {
      throw new UserException("a source is empty: name a file, a folder or an address");
    }
    if (!source.contains("://") && !Files.exists(Path.of(source))) {
      throw new UserException("the source " + source + " does not exist");
    }
  }
}
