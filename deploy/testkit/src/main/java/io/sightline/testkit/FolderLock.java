package io.sightline.testkit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * An operating system's lock on a file: it goes with the process that holds it, so that none is
 * ever stale. Kafka and Lucene lock their data folders in the same way.
 */
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /** The lock, or nothing when somebody holds it. The file is made when absent. */
  static Optional<FolderLock> tryOn(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null; // held by this very process
    }
    if (lock == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new FolderLock(channel));
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
    try {
      channel.close();
    } catch (IOException e) {
      // The descriptor is gone either way, and the lock with it.
    }
  }
}
