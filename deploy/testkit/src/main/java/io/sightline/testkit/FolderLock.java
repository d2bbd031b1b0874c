package io.sightline.testkit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An operating system's lock on a file: it goes with the process that holds it, so that none is
 * ever stale. Kafka and Lucene lock their data folders in the same way.
 */
final class FolderLock implements AutoCloseable {
  /**
   * Files whose locks this process holds, and therefore must not open: whoever closes any channel
   * of a file gives up all locks that the process has on it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** The lock, or nothing when somebody holds it. The file is made when absent. */
  static Optional<FolderLock> tryOn(Path path) throws IOException {
    Path file = path.toAbsolutePath().normalize();
    if (!HELD.add(file)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return Optional.of(new FolderLock(file, channel));
      }
    } catch (IOException | RuntimeException e) {
      letGo(file, channel);
      throw e;
    }
    letGo(file, channel);
    return Optional.empty();
  }

  private static void letGo(Path file, FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // The descriptor is gone either way, and the lock with it.
    }
    HELD.remove(file);
  }

  /** Whether nobody holds the lock, now or before the limit is over. */
  static boolean becomesFree(Path file, Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    do {
      Optional<FolderLock> lock = tryOn(file);
      if (lock.isPresent()) {
        lock.get().close();
        return true;
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    } while (System.nanoTime() < deadline);
    return false;
  }

  @Override
  public void close() {
    if (channel.isOpen()) {
      letGo(file, channel);
    }
  }
}
