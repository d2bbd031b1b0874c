package io.sightline.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How an engine is started.
 *
 * @param dataFolder kept between starts; empty for a throw-away one
 * @param port 0 for any free one
 * @param heapMegabytes of the engine's JVM
 * @param quickStart compile less: starts in half the CPU time and runs slower, right for tests and
 *     what is over in minutes
 * @param startLimit how long it may take to answer
 * @param javaHome the JDK to run on; empty for the one that serves the engine best
 * @param settings keys of server.properties or elasticsearch.yml, over those the kit sets, such as
 *     {@code log.retention.bytes}
 */
public record EngineOptions(
    Optional<Path> dataFolder,
    int port,
    int heapMegabytes,
    boolean quickStart,
    Duration startLimit,
    Optional<Path> javaHome,
    Map<String, String> settings) {
  private static final Duration START_LIMIT = Duration.ofMinutes(4);

  public EngineOptions {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be 0 to 65535: " + port);
    }
    if (heapMegabytes < 128) {
      throw new IllegalArgumentException("heapMegabytes must be at least 128: " + heapMegabytes);
    }
    settings = Map.copyOf(settings);
  }

  /** A throw-away engine on a free port, small and quick to start. */
  public static EngineOptions forTests(int heapMegabytes) {
    return thrownAway(heapMegabytes).withQuickStart();
  }

  /** An engine that keeps its data. */
  public static EngineOptions kept(Path dataFolder, int port, int heapMegabytes) {
    return new EngineOptions(
        Optional.of(dataFolder),
        port,
        heapMegabytes,
        false,
        START_LIMIT,
        Optional.empty(),
        Map.of());
  }

  /** A throw-away engine that runs at full speed. */
  public static EngineOptions thrownAway(int heapMegabytes) {
    return new EngineOptions(
        Optional.empty(), 0, heapMegabytes, false, START_LIMIT, Optional.empty(), Map.of());
  }

  public EngineOptions withDataFolder(Path kept) {
    return new EngineOptions(
        Optional.of(kept), port, heapMegabytes, quickStart, startLimit, javaHome, settings);
  }

  public EngineOptions withPort(int wanted) {
    return new EngineOptions(
        dataFolder, wanted, heapMegabytes, quickStart, startLimit, javaHome, settings);
  }

  public EngineOptions withQuickStart() {
    return new EngineOptions(dataFolder, port, heapMegabytes, true, startLimit, javaHome, settings);
  }

  public EngineOptions withStartLimit(Duration limit) {
    return new EngineOptions(
        dataFolder, port, heapMegabytes, quickStart, limit, javaHome, settings);
  }

  public EngineOptions withJavaHome(Path home) {
    return new EngineOptions(
        dataFolder, port, heapMegabytes, quickStart, startLimit, Optional.of(home), settings);
  }

  public EngineOptions withSetting(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(key, value);
    return new EngineOptions(
        dataFolder, port, heapMegabytes, quickStart, startLimit, javaHome, more);
  }
}
