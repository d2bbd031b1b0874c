package io.sightline.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Finds the engines: in the folder that {@code -Dsightline.engines} names, or where the build has
 * put them.
 */
final class Engines {

  private Engines() {}

  static Path kafka() {
    return existing(folder().resolve("kafka"));
  }

  static Path elasticsearch() {
    return existing(folder().resolve(built().getProperty("elasticsearch")));
  }

  private static Path folder() {
    String override = System.getProperty("sightline.engines");
    return Path.of(override != null ? override : built().getProperty("folder")).toAbsolutePath();
  }

  private static Path existing(Path engine) {
    if (!Files.isDirectory(engine)) {
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
    try (InputStream in = Engines.class.getResourceAsStream("engines.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new EngineException("engines.properties cannot be read from the class path", e);
    }
    return properties;
  }
}
