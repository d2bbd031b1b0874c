package io.sightline.contract.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A folder among the system's temporary files, removed with all that is in it when closed. Those of
 * processes that were killed before they could are removed by the next that makes one of the kind:
 * faces may lie in there. Whether its process still runs, a lock tells, which goes with it.
 */
public final class TemporaryFolder implements AutoCloseable {
  private static final String LOCK = "owner.lock";

  // One that is young may not be locked yet.
  private static final Duration AGE = Duration.ofHours(1);

  /**
   * Those of this process, whose locks it must not open: whoever closes any channel of a file gives
   * up all locks that the process has on it.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final FileChannel lock;

  /**
   * @param prefix of its name, and of those that are of a kind
   * @throws UncheckedIOException when it cannot be made
   */
  public TemporaryFolder(String prefix) {
    this(Path.of(System.getProperty("java.io.tmpdir")), prefix, AGE);
  }

  /**
   * @param age from which on one whose process is gone is removed
   */
  TemporaryFolder(Path parent, String prefix, Duration age) {
    try {
      root = Files.createTempDirectory(parent, prefix);
      OWN.add(root);
      lock = lock(root);
      Files.createDirectory(path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      removeOrphans(prefix, Instant.now().minus(age));
    } catch (IOException e) {
      // They stay for the next, which may be allowed to look for them.
    }
  }

  /** The channel that holds it; null when another process does. */
  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() != null) {
      return channel;
    }
    channel.close();
    return null;
  }

  private void removeOrphans(String prefix, Instant old) throws IOException {
    try (DirectoryStream<Path> siblings =
        Files.newDirectoryStream(root.getParent(), prefix + "*")) {
      for (Path sibling : siblings) {
        if (!OWN.contains(sibling)) {
          removeIfOrphan(sibling, old);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void removeIfOrphan(Path folder, Instant old) {
    Path file = folder.resolve(LOCK);
    try {
      if (Files.isRegularFile(file)
          && Files.getOwner(folder).equals(Files.getOwner(root))
          && Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
        try (FileChannel held = lock(folder)) {
          if (held != null) {
            remove(folder);
          }
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // Another process removes it at the same time, or it stays for the next.
    }
  }

  public Path path() {
    return root.resolve("content");
  }

  /**
   * @throws UncheckedIOException when something in it cannot be removed
   */
  @Override
  public void close() {
    try {
      remove(root);
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      OWN.remove(root);
    }
  }

  /**
   * Removes a folder with all that is in it.
   *
   * @throws IOException when it is not there, or something in it cannot be removed
   */
  public static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
