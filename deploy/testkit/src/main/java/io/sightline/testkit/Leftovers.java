package io.sightline.testkit;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Removes throw-away folders whose owner was killed before it could. */
final class Leftovers {
  // Young ones may belong to a process that has not locked them yet, to an engine that is still
  // stopping, or hold the log of a failed start that somebody wants to read.
  private static final Duration AGE = Duration.ofHours(1);

  private Leftovers() {}

  /**
   * @param fresh a folder of our own, whose siblings with the prefix and the same owner are
   *     searched
   * @param lockName the file in each that its owner locks
   */
  static void remove(Path fresh, String prefix, String lockName) throws IOException {
    Instant old = Instant.now().minus(AGE);
    try (DirectoryStream<Path> siblings =
        Files.newDirectoryStream(fresh.getParent(), prefix + "*")) {
      for (Path folder : siblings) {
        try {
          Path lock = folder.resolve(lockName);
          if (Files.isRegularFile(lock)
              && Files.getOwner(folder).equals(Files.getOwner(fresh))
              && Files.getLastModifiedTime(lock).toInstant().isBefore(old)) {
            removeUnlessHeld(folder, lock);
          }
        } catch (IOException e) {
          // Another process removes it at the same time; else it stays for the next.
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static void removeUnlessHeld(Path folder, Path lock) throws IOException {
    Optional<FolderLock> held = FolderLock.tryOn(lock);
    if (held.isPresent()) {
      EngineFolder.delete(folder);
      held.get().close();
    }
  }
}
