package io.sightline.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A process that never outlives this one. It runs under a small shell that reads our end of a pipe:
 * when we end, even by SIGKILL, the pipe closes and the shell stops the child. (The kernel's
 * parent-death signal would fire when the thread that started the child ends, and exists on Linux
 * alone.)
 */
final class ChildProcess implements AutoCloseable {
  private static final String WATCH =
      """
      exec 3<&0
      "$@" 3<&- </dev/null &
      child=$!
      ( cat <&3 >/dev/null; kill -TERM $child; sleep 15; kill -KILL $child ) 2>/dev/null &
      watcher=$!
      exec 3<&-
      trap 'kill -TERM $child' TERM INT
      wait $child; wait $child
      code=$?
      kill $watcher 2>/dev/null
      exit $code
      """;
  private static final int TAIL_LINES = 25;

  private final String name;
  private final Path log;
  private final Process process;
  private final Thread stopAtExit;

  private ChildProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.stopAtExit = new Thread(this::stop, "stop-" + name);
    Runtime.getRuntime().addShutdownHook(stopAtExit);
  }

  /**
   * @param environment the whole of it
   * @param log gets what the process prints
   */
  static ChildProcess start(
      String name, List<String> command, Map<String, String> environment, Path log) {
    List<String> watched = new ArrayList<>(List.of("/bin/sh", "-c", WATCH, name));
    watched.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(watched);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.directory(log.getParent().toFile());
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return new ChildProcess(name, log, builder.start());
    } catch (IOException e) {
      throw new EngineException(name + " cannot be started: " + e.getMessage(), e);
    }
  }

  /** Runs to the end; anything but success is an error. */
  static void run(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path log,
      Duration limit) {
    try (ChildProcess child = start(name, command, environment, log)) {
      if (!child.process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
          || child.process.exitValue() != 0) {
        throw child.failure("did not succeed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(name + " was interrupted", e);
    }
  }

  /** Waits until the process is ready; gives up when it has ended or the limit is over. */
  void awaitReady(BooleanSupplier ready, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw failure("ended with exit code " + process.exitValue());
      }
      if (System.nanoTime() > deadline) {
        throw failure("did not answer within " + limit.toSeconds() + " s");
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EngineException(name + " was interrupted while it started", e);
      }
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  private EngineException failure(String what) {
    return new EngineException(name + " " + what + "; the end of " + log + ":\n" + tail());
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(cannot be read: " + e.getMessage() + ")";
    }
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(stopAtExit);
    } catch (IllegalStateException e) {
      // The JVM is on its way out, and the hook has run or will.
    }
  }

  /** Asks all of the process's family to end, and makes them after a while. */
  private void stop() {
    List<ProcessHandle> family =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    family.forEach(ProcessHandle::destroyForcibly);
  }
}
