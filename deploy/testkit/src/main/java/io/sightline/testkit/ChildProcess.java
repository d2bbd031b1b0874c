package io.sightline.testkit;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A Java process that never outlives this one (see {@link Tether}).
 *
 * <p>There is no shutdown hook: hooks run at the same time, and one that stopped Kafka would pull
 * it from under a service that still flushes in its own. An engine nobody has closed goes when this
 * JVM is gone, after all hooks.
 */
final class ChildProcess implements AutoCloseable {
  // Ctrl-C and a closing terminal reach all processes of the terminal at once; an engine has to
  // stay until those that use it are done. A JVM leaves these signals ignored when it starts so.
  private static final List<String> DEAF_TO_TERMINAL =
      List.of("/bin/sh", "-c", "trap '' HUP INT; exec \"$@\"");
  private static final int STOP_SECONDS = 30;

  private final String name;
  private final EngineFolder folder;
  private final Process process;

  private ChildProcess(String name, EngineFolder folder, Process process) {
    this.name = name;
    this.folder = folder;
    this.process = process;
  }

  /** The class path entry that holds the main class {@link Tether}. */
  static Path tether() {
    try {
      return Path.of(Tether.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new EngineException("the test kit's own class path entry is no file", e);
    }
  }

  /** Starts it, printing to the folder's console file. */
  static ChildProcess start(String name, EngineCommand engine, EngineFolder folder) {
    List<String> command = new ArrayList<>(engine.privileges());
    command.addAll(DEAF_TO_TERMINAL);
    command.add(name);
    command.addAll(engine.java());
    ProcessBuilder builder = new ProcessBuilder(command).directory(engine.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "LANG", "C.UTF-8"));
    builder.environment().putAll(engine.environment());
    builder.redirectErrorStream(true).redirectOutput(folder.console().toFile());
    folder.begins();
    try {
      return new ChildProcess(name, folder, builder.start());
    } catch (IOException e) {
      throw new EngineException(name + " cannot be started: " + e.getMessage(), e);
    }
  }

  /** Waits for the end; anything but success within the limit is an error. */
  void awaitSuccess(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failure("did not end within " + limit.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (process.exitValue() != 0) {
      throw failure("ended with exit code " + process.exitValue());
    }
  }

  /** Waits until the engine is ready; gives up when it has ended or the limit is over. */
  void awaitReady(BooleanSupplier ready, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      requireAlive();
      if (System.nanoTime() > deadline) {
        throw failure("did not answer within " + limit.toSeconds() + " s");
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Does nothing while it runs; when it has ended by itself, that is an error. */
  void requireAlive() {
    if (!process.isAlive()) {
      throw failure("ended with exit code " + process.exitValue());
    }
  }

  private EngineException failure(String what) {
    String taken = folder.saidLately(Ports.TAKEN) ? Ports.TAKEN + "; " : "";
    String reason =
        folder
            .shortOfSpace()
            .orElseGet(() -> taken + "the end of its log " + folder.log() + ":\n" + folder.tail());
    return new EngineException(name + " " + what + "; " + reason);
  }

  private EngineException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new EngineException("interrupted while waiting for " + name, e);
  }

  /**
   * Asks the process to end, which passes that on to its own, waits for all of them, and makes
   * those end that are left. (Elasticsearch's launcher may go before its node.) An interrupt does
   * not shorten that: an engine writes what it holds while it ends.
   */
  @Override
  public void close() {
    List<ProcessHandle> below = process.descendants().toList();
    process.destroy();
    // The end of a process is known to its handle before it is to the process.
    CompletableFuture<?>[] ends =
        Stream.concat(Stream.of(process.onExit()), below.stream().map(ProcessHandle::onExit))
            .toArray(CompletableFuture<?>[]::new);
    awaitUninterruptibly(CompletableFuture.allOf(ends));
    below.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static void awaitUninterruptibly(CompletableFuture<?> ends) {
    boolean interrupted = Thread.interrupted();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    while (!ends.isDone() && System.nanoTime() < deadline) {
      try {
        ends.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException | TimeoutException e) {
        // Not all of them in time: by force, then.
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
