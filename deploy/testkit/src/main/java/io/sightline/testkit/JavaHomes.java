package io.sightline.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Stream;

/** Finds the JDK that serves Elasticsearch best. */
final class JavaHomes {
  // Lucene's vector code uses SIMD instructions from JDK 21 on; what Elasticsearch 8.19 knows ends
  // with 25.
  private static final int FIRST = 21;
  private static final int LAST = 25;

  private JavaHomes() {}

  /** The newest JDK from 21 to 25 in the usual places; ours when there is none. */
  static Path forElasticsearch() {
    Path own = Path.of(System.getProperty("java.home"));
    Stream<Path> places =
        Stream.of(
                Stream.of(own),
                children(Path.of("/usr/lib/jvm")),
                children(Path.of(System.getProperty("user.home"), ".sdkman/candidates/java")),
                children(Path.of("/Library/Java/JavaVirtualMachines"))
                    .map(p -> p.resolve("Contents/Home")))
            .flatMap(s -> s);
    return places
        .filter(home -> feature(home) >= FIRST && feature(home) <= LAST)
        .max(Comparator.comparingInt(JavaHomes::feature))
        .orElse(own);
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
