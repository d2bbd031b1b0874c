package io.sightline.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder one engine works in: {@code config}, {@code data}, {@code logs} and {@code tmp},
 * belonging to this process until closed. A throw-away one is then removed.
 */
final class EngineFolder implements AutoCloseable {
  private static final long SPACE_MB = 512;
  private static final long FULL_MB = 64;
  private static final int TAIL_LINES = 20;

  /** What an engine logs while it ends, and why, with all causes. */
  private static final int END_LINES = 200;

  private static final List<String> PARTS = List.of("config", "data", "logs", "tmp");
  private static final String OWNER = "owner.lock";
  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final String engine;
  private final Path root;
  private final boolean kept;
  private final FolderLock owner;

  /** How long the log was when the last process began: what stands before is others'. */
  private volatile long logged;

  private EngineFolder(String engine, Path root, boolean kept, FolderLock owner) {
    this.engine = engine;
    this.root = root;
    this.kept = kept;
    this.owner = owner;
  }

  /**
   * @param engineLock the file under {@code data} that the engine itself locks while it runs
   * @throws EngineException when the folder cannot be written to, is short of space or in use
   */
  static EngineFolder open(String engine, EngineOptions options, String engineLock) {
    Path root = options.dataFolder().map(Path::toAbsolutePath).orElseGet(() -> temporary(engine));
    try {
      Files.createDirectories(root.getParent());
      // What is new is for its owner alone: faces lie in there.
      Files.createDirectories(root, OWNERS_ALONE);
      for (String part : PARTS) {
        Files.createDirectories(root.resolve(part), OWNERS_ALONE);
      }
      requireSpace(engine, root);
      FolderLock owner =
          FolderLock.tryOn(root.resolve(OWNER))
              .orElseThrow(() -> inUse(engine, root, "another process"));
      if (!predecessorGone(root.resolve("data").resolve(engineLock), options.startLimit())) {
        owner.close();
        throw inUse(engine, root, "a running " + engine);
      }
      return new EngineFolder(engine, root, options.dataFolder().isPresent(), owner);
    } catch (IOException e) {
      throw new EngineException(
          "the folder " + root + " of " + engine + " cannot be written to: " + e, e);
    }
  }

  private static Path temporary(String engine) {
    String prefix = "sightline-" + engine.toLowerCase(Locale.ROOT) + "-";
    try {
      Path root = Files.createTempDirectory(prefix);
      Leftovers.remove(root, prefix, OWNER);
      return root;
    } catch (IOException e) {
      throw new EngineException("no temporary folder for " + engine + ": " + e, e);
    }
  }

  private static void requireSpace(String engine, Path root) throws IOException {
    long free = freeMegabytes(root);
    if (free < SPACE_MB) {
      throw new EngineException(
          "no disk space for %s: %s has %d MB left, %d MB are needed"
              .formatted(engine, root, free, SPACE_MB));
    }
  }

  private static long freeMegabytes(Path root) throws IOException {
    return Files.getFileStore(root).getUsableSpace() >> 20;
  }

  /** Says so when the disk is as good as full: an engine that ends then has ended for that. */
  Optional<String> shortOfSpace() {
    try {
      long free = freeMegabytes(root);
      return free < FULL_MB
          ? Optional.of(
              "no disk space: %s has %d MB left; what it holds is kept".formatted(root, free))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of("its folder " + root + " cannot be used: " + e);
    }
  }

  /** An engine whose parent was killed takes some seconds to stop. */
  private static boolean predecessorGone(Path lock, Duration limit) throws IOException {
    return !Files.exists(lock) || FolderLock.becomesFree(lock, limit);
  }

  private static EngineException inUse(String engine, Path root, String holder) {
    return new EngineException("the folder " + root + " of " + engine + " is in use by " + holder);
  }

  Path root() {
    return root;
  }

  List<Path> parts() {
    return PARTS.stream().map(root::resolve).toList();
  }

  Path config() {
    return root.resolve("config");
  }

  Path data() {
    return root.resolve("data");
  }

  Path tmp() {
    return root.resolve("tmp");
  }

  /** What the engine logs. */
  Path log() {
    return root.resolve("logs").resolve(engine.toLowerCase(Locale.ROOT) + ".log");
  }

  /** What its JVM prints. */
  Path console() {
    return root.resolve("logs/console.log");
  }

  /** A process is to start now. */
  void begins() {
    logged = log().toFile().length();
  }

  /** The last lines that the last process has printed and logged. */
  String tail() {
    return String.join("\n", last(TAIL_LINES).toList());
  }

  /** Whether these words stand in what was printed and logged at the end. */
  boolean saidLately(String words) {
    return last(END_LINES).anyMatch(line -> line.contains(words));
  }

  private Stream<String> last(int lines) {
    // What is printed goes to a file that each process begins anew.
    return Stream.concat(last(lines, console(), 0), last(lines, log(), logged));
  }

  private static Stream<String> last(int wanted, Path file, long from) {
    try (InputStream in = Files.newInputStream(file)) {
      // One that is shorter was begun anew, too.
      in.skipNBytes(from <= Files.size(file) ? from : 0);
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      List<String> lines = text.lines().toList();
      return lines.stream().skip(Math.max(0, lines.size() - wanted));
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  /** Lets go; the logs of a failed start stay to be read. */
  void release() {
    owner.close();
  }

  @Override
  public void close() {
    release();
    if (!kept) {
      delete(root);
    }
  }

  static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      // In the system's temporary folder: what is left does no harm.
    }
  }
}
