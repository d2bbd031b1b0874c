package io.sightline.trainer.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write into a training's folder: an operating system's lock on its file {@code lock},
 * which goes with the process that holds it, so that none is ever stale. The file stays.
 */
final class TrainingLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingLock.class);
  private final FileChannel channel;

  /**
   * Takes it. Where the disk has no locks, as some of a network have not, there is a warning only.
   *
   * @param folder of the training; made when absent
   * @throws TrainingException when somebody else has it
   */
  TrainingLock(Path folder) {
    channel = open(folder);
    if (!locked(folder)) {
      close();
      throw new TrainingException(
          folder + " is being trained by another process: wait for its end, or stop it");
    }
  }

  private static FileChannel open(Path folder) {
    try {
      Files.createDirectories(folder);
      return FileChannel.open(
          folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new TrainingException(folder + " cannot be written: " + e, e);
    }
  }

  private boolean locked(Path folder) {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by this very process
    } catch (IOException e) {
      LOG.warn("{} cannot be locked; nobody else may train in it: {}", folder, e.toString());
      return true;
    }
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
