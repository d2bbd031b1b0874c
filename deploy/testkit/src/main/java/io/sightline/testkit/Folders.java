package io.sightline.testkit;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.stream.Stream;

/** An engine's folder: made, checked, and removed when it was only lent. */
final class Folders {
  private static final long SPACE = 512L << 20;

  private Folders() {}

  /** The folder to work in, there and writable, with room to work. */
  static Path prepare(EngineOptions options, String name) {
    try {
      Path folder =
          options.dataFolder().isPresent()
              ? Files.createDirectories(options.dataFolder().get().toAbsolutePath())
              : Files.createTempDirectory("sightline-" + name + "-");
      if (!Files.isWritable(folder)) {
        throw new EngineException("the folder " + folder + " of " + name + " cannot be written to");
      }
      FileStore store = Files.getFileStore(folder);
      if (store.getUsableSpace() < SPACE) {
        throw new EngineException(
            "no disk space for "
                + name
                + ": "
                + folder
                + " has "
                + (store.getUsableSpace() >> 20)
                + " MB left, it needs "
                + (SPACE >> 20));
      }
      return folder;
    } catch (IOException e) {
      throw new EngineException("the folder of " + name + " cannot be made: " + e, e);
    }
  }

  /** Whether a user without any special right can get there. */
  static boolean openToAll(Path path) {
    try {
      for (Path p = path.toAbsolutePath(); p != null; p = p.getParent()) {
        if (!Files.getPosixFilePermissions(p).contains(PosixFilePermission.OTHERS_EXECUTE)) {
          return false;
        }
      }
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path source : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(from.relativize(source).toString());
        if (Files.isDirectory(source)) {
          Files.createDirectories(target);
        } else {
          Files.copy(source, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
    } catch (IOException | java.io.UncheckedIOException e) {
      // A throw-away folder in the system's temporary one: what is left of it does no harm.
    }
  }
}
