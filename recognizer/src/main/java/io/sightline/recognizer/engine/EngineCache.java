package io.sightline.recognizer.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps engines that took minutes to build. A file is there whole or not at all, so processes may
 * share the folder: two that build the same engine at the same time write the same thing.
 */
final class EngineCache {
  private static final Logger LOG = LoggerFactory.getLogger(EngineCache.class);

  private final Path folder;

  EngineCache(Path folder) {
    this.folder = folder;
  }

  /**
   * The engine of this key, built when there is none. An engine that cannot be kept is built anew
   * at the next start: said once, and no reason to stop.
   */
  byte[] get(EngineKey key, Supplier<byte[]> build) {
    Path file = folder.resolve(key.fileName());
    try {
      if (Files.exists(file)) {
        return Files.readAllBytes(file);
      }
    } catch (IOException e) {
      LOG.warn("the engine {} cannot be read and is built anew: {}", file, e.toString());
    }
    byte[] engine = build.get();
    try {
      keep(file, engine);
    } catch (IOException e) {
      LOG.warn("the engine {} cannot be kept: {}", file, e.toString());
    }
    return engine;
  }

  private void keep(Path file, byte[] engine) throws IOException {
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, "engine", ".part");
    try {
      try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(engine);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Removes an engine that the library does not take. */
  void discard(EngineKey key) {
    try {
      Files.deleteIfExists(folder.resolve(key.fileName()));
    } catch (IOException e) {
      LOG.warn("the engine {} cannot be removed: {}", key.fileName(), e.toString());
    }
  }
}
