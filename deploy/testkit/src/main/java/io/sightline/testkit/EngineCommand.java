package io.sightline.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How an engine's process is started.
 *
 * @param privileges a command in front that drops what the engine must not have; may be empty
 * @param java the command from {@code java} on, with {@link Tether} as main class
 * @param directory to work in
 * @param environment added to a bare one, so that no JVM option of ours slips in
 */
record EngineCommand(
    List<String> privileges, List<String> java, Path directory, Map<String, String> environment) {}
