package io.sightline.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * Finds the engines: in the folder that {@code -Dsightline.engines} names, or where the build has
 * put them.
 */
final class Engines {

  private Engines() {}

  /** The folder whose {@code libs} is Kafka's class path, as in its distribution. */
  static Path kafka() {
    return existing("kafka", "libs");
  }

  /** The folder of Elasticsearch's distribution. */
  static Path elasticsearch() {
    return existing("elasticsearch", "lib");
  }

  /** Writes the logging configuration that both engines understand. */
  static void copyLogConfiguration(EngineFolder folder) throws IOException {
    try (InputStream in = Engines.class.getResourceAsStream("log4j2.properties")) {
      Files.copy(
          in, folder.config().resolve("log4j2.properties"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Path folder() {
    String override = System.getProperty("sightline.engines");
    return Path.of(override != null ? override : built().getProperty("folder")).toAbsolutePath();
  }

  private static Path existing(String name, String libraries) {
    Path engine = folder().resolve(built().getProperty(name));
    if (!Files.isDirectory(engine.resolve(libraries))) {
      throw new EngineException(
          "the engine folder "
              + engine
              + " is missing: build once (./sightline build), or point -Dsightline.engines"
              + " at the folder that holds it");
    }
    return engine;
  }

  private static Properties built() {
    Properties properties = new Properties();
    // Filled in by the build, which writes paths in UTF-8.
    try (Reader in =
        new InputStreamReader(
            Engines.class.getResourceAsStream("engines.properties"), StandardCharsets.UTF_8)) {
      properties.load(in);
    } catch (IOException e) {
      throw new EngineException("engines.properties cannot be read from the class path", e);
    }
    return properties;
  }
}
