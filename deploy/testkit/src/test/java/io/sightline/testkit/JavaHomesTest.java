package io.sightline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaHomesTest {
  @TempDir private Path folder;

  @Test
  void theNewestThatElasticsearchKnowsIsTaken() throws IOException {
    Path otherwise = Path.of("/otherwise");
    Stream<Path> places = Stream.of(jdk("17.0.9"), jdk("21.0.2"), jdk("25.0.1"), jdk("27"));
    assertThat(JavaHomes.newest(places, otherwise)).isEqualTo(folder.resolve("25.0.1"));
    Stream<Path> old = Stream.of(jdk("11.0.9"), folder.resolve("absent"));
    assertThat(JavaHomes.newest(old, otherwise)).isEqualTo(otherwise);
  }

  @Test
  void theUsualPlacesAreSearched() throws IOException {
    Path sdkman = Files.createDirectories(folder.resolve(".sdkman/candidates/java/21-tem"));
    Map<String, String> environment = Map.of("JAVA_HOME_21_X64", "/hosted/21", "PATH", "/bin");
    assertThat(JavaHomes.usualPlaces(environment, folder))
        .contains(sdkman, Path.of("/hosted/21"), JavaHomes.own())
        .doesNotContain(Path.of("/bin"));
  }

  private Path jdk(String version) throws IOException {
    Path home = Files.createDirectories(folder.resolve(version));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    if (Files.notExists(java)) {
      assertThat(Files.createFile(java).toFile().setExecutable(true)).isTrue();
    }
    return home;
  }
}
