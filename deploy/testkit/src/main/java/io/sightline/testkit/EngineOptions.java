package io.sightline.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How an engine is started.
 *
 * @param dataFolder kept between starts; empty for a throw-away one
 * @param port 0 for any free one
 * @param heapMegabytes of the engine's JVM
 * @param quickStart compile less: starts in half the CPU time and runs slower, right for tests
 * @param startLimit how long it may take to answer
 */
public record EngineOptions(
    Optional<Path> dataFolder,
    int port,
    int heapMegabytes,
    boolean quickStart,
    Duration startLimit) {

  /** A throw-away engine on a free port, small and quick to start. */
  public static EngineOptions forTests(int heapMegabytes) {
    return new EngineOptions(Optional.empty(), 0, heapMegabytes, true, Duration.ofMinutes(4));
  }

  /** An engine that keeps its data. */
  public static EngineOptions kept(Path dataFolder, int port, int heapMegabytes) {
    return new EngineOptions(
        Optional.of(dataFolder), port, heapMegabytes, false, Duration.ofMinutes(4));
  }

  /** A throw-away engine that runs at full speed. */
  public static EngineOptions thrownAway(int heapMegabytes) {
    return new EngineOptions(Optional.empty(), 0, heapMegabytes, false, Duration.ofMinutes(4));
  }
}
