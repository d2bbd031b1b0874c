package io.sightline.recognizer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrtNativesTest {
  private static final String LIBRARY = System.mapLibraryName("onnxruntime");
  private static final String BINDING = System.mapLibraryName("onnxruntime4j_jni");

  @TempDir private Path root;
  private Path home;
  private Path cache;
  private Path temporary;

  @BeforeEach
  void places() throws IOException {
    home = root.resolve("home");
    cache = home.resolve(".cache/sightline/natives");
    temporary = Files.createDirectory(root.resolve("tmp"));
  }

  @Test
  void theyAreUnpackedOnceAndAgainWhenSpoilt() throws Exception {
    Path folder = OrtNatives.folder(cache).orElseThrow();
    Path library = folder.resolve(LIBRARY);
    Object first = key(library);
    assertThat(names(folder)).containsExactlyInAnyOrder(LIBRARY, BINDING);
    assertThat(OrtNatives.folder(cache)).contains(folder);
    assertThat(key(library)).as("the same file").isEqualTo(first);

    byte[] whole = Files.readAllBytes(library);
    byte[] spoilt = whole.clone();
    spoilt[spoilt.length / 2] ^= 1;
    Files.write(library, spoilt);
    OrtNatives.folder(cache);
    assertThat(Files.mismatch(library, Files.write(root.resolve("whole"), whole))).isEqualTo(-1);
    Files.write(library, new byte[0]);
    OrtNatives.folder(cache);
    assertThat(library).hasSize(whole.length);
    assertThat(names(folder)).as("no unfinished files").hasSize(2);
  }

  @Test
  void severalMayStartAtOnce() throws Exception {
    List<CompletableFuture<Path>> all =
        IntStream.range(0, 4).mapToObj(i -> CompletableFuture.supplyAsync(this::folder)).toList();
    assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    assertThat(names(all.get(0).join())).containsExactlyInAnyOrder(LIBRARY, BINDING);
  }

  @Test
  void aProcessThatIsKilledLeavesNoneBehind() throws Exception {
    runAndKill();
    Path library = OrtNatives.folder(cache).orElseThrow().resolve(LIBRARY);
    Object kept = key(library);
    runAndKill();
    assertThat(key(library)).isEqualTo(kept);
    assertThat(left()).isEmpty();
  }

  @Test
  void whereNoneCanBeKeptTheyLoadAsEver() throws Exception {
    Files.writeString(home, "a file");
    runAndKill();
    assertThat(left()).contains(LIBRARY);
  }

  @Test
  void librariesOfOnesOwnAreLoaded() throws Exception {
    Path own = OrtNatives.folder(root.resolve("own")).orElseThrow();
    runAndKill("-Donnxruntime.native.path=" + own);
    assertThat(cache).doesNotExist();
    assertThat(left()).isEmpty();
  }

  private void runAndKill(String... options) throws Exception {
    List<String> command =
        Stream.of(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                Stream.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-Duser.home=" + home),
                Stream.of("-Djava.io.tmpdir=" + temporary),
                Stream.of(options),
                Stream.of("-cp", System.getProperty("java.class.path")),
                Stream.of(OrtProgram.class.getName()))
            .flatMap(s -> s)
            .toList();
    Path log = root.resolve("log");
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    try (BufferedReader out = process.inputReader()) {
      String said = out.lines().filter(line -> line.matches("[0-9.]+")).findFirst().orElse("");
      assertThat(said).as(() -> "version; " + read(log)).isNotEmpty();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** The names of files in the temporary folder. */
  private List<String> left() throws IOException {
    try (Stream<Path> all = Files.walk(temporary)) {
      return all.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).toList();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private Path folder() {
    try {
      return OrtNatives.folder(cache).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
