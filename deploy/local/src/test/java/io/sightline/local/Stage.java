package io.sightline.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** One service as a process of its own, which can be killed and started again. */
final class Stage implements AutoCloseable {
  private final Class<?> main;
  private final Path config;
  private final Path log;
  private Process process;

  Stage(Class<?> main, Path config, Path log) {
    this.main = main;
    this.config = config;
    this.log = log;
  }

  Stage start() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                "--config",
                config.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return this;
  }

  /** SIGKILL, and the next process. */
  void killAndStart() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    start();
  }

  /** Whether the process is there that was started last; a service never ends by itself. */
  boolean alive() {
    return process.isAlive();
  }

  Path log() {
    return log;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
