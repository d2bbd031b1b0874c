package io.sightline.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** Finds the JDK that serves Elasticsearch best. */
final class JavaHomes {
  // Lucene's vector code uses SIMD instructions from JDK 21 on; what Elasticsearch 8.19 knows ends
  // with 25.
  private static final int FIRST = 21;
  private static final int LAST = 25;

  private JavaHomes() {}

  static Path own() {
    return Path.of(System.getProperty("java.home"));
  }

  /**
   * The JDK that {@code ES_JAVA_HOME} names; else the newest from 21 to 25 in the usual places;
   * ours when there is none.
   */
  static Path forElasticsearch() {
    String told = System.getenv("ES_JAVA_HOME");
    return told != null
        ? Path.of(told)
        : newest(usualPlaces(System.getenv(), Path.of(System.getProperty("user.home"))), own());
  }

  static Path newest(Stream<Path> places, Path otherwise) {
    return places
        .filter(home -> feature(home) >= FIRST && feature(home) <= LAST)
        .filter(home -> Files.isExecutable(home.resolve("bin/java")))
        .max(Comparator.comparingInt(JavaHomes::feature))
        .orElse(otherwise);
  }

  /** Our own first; {@code JAVA_HOME_21_X64} and the like are set by hosted builders. */
  static Stream<Path> usualPlaces(Map<String, String> environment, Path home) {
    return Stream.of(
            Stream.of(own()),
            environment.entrySet().stream()
                .filter(e -> e.getKey().startsWith("JAVA_HOME"))
                .map(e -> Path.of(e.getValue())),
            children(Path.of("/usr/lib/jvm")),
            children(Path.of("/opt/java")),
            children(home.resolve(".sdkman/candidates/java")),
            children(home.resolve(".jdks")),
            children(Path.of("/Library/Java/JavaVirtualMachines"))
                .map(p -> p.resolve("Contents/Home")))
        .flatMap(places -> places);
  }

  private static Stream<Path> children(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList().stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static int feature(Path home) {
    Properties release = new Properties();
    try (InputStream in = Files.newInputStream(home.resolve("release"))) {
      release.load(in);
      return Runtime.Version.parse(release.getProperty("JAVA_VERSION", "0").replace("\"", ""))
          .feature();
    } catch (IOException | IllegalArgumentException e) {
      return 0;
    }
  }
}
