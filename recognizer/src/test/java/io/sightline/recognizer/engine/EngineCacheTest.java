package io.sightline.recognizer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineCacheTest {
  private static final String SHA = "ab".repeat(32);
  private static final EngineKey KEY =
      new EngineKey(SHA, "TensorRT 10.15.1", "NVIDIA H200 sm_90", "strongly typed", "b1_8_112x112");

  @TempDir Path folder;
  private final AtomicInteger builds = new AtomicInteger();

  @Test
  void builtOnceAndKept() {
    assertThat(get(KEY)).isEqualTo("engine 1");
    assertThat(get(KEY)).isEqualTo("engine 1");
    assertThat(builds).hasValue(1);
  }

  @Test
  void anythingElseInTheKeyIsAnotherEngine() throws Exception {
    List<EngineKey> keys =
        List.of(
            KEY,
            new EngineKey(
                "cd".repeat(32), KEY.library(), KEY.gpu(), KEY.precision(), KEY.profile()),
            new EngineKey(SHA, "TensorRT 10.16.0", KEY.gpu(), KEY.precision(), KEY.profile()),
            new EngineKey(SHA, KEY.library(), "NVIDIA L4 sm_89", KEY.precision(), KEY.profile()),
            new EngineKey(SHA, KEY.library(), KEY.gpu(), "fp8", KEY.profile()),
            new EngineKey(SHA, KEY.library(), KEY.gpu(), KEY.precision(), "b1_8_160x160"));
    List<String> engines = new ArrayList<>();
    keys.forEach(key -> engines.add(get(key)));
    assertThat(engines).doesNotHaveDuplicates();
    keys.forEach(key -> assertThat(engines).contains(get(key)));
    assertThat(builds).hasValue(keys.size());
    assertThat(files()).hasSize(keys.size()).allMatch(name -> name.endsWith(".engine"));
  }

  @Test
  void whatIsDiscardedIsBuiltAnew() {
    get(KEY);
    new EngineCache(folder).discard(KEY);
    assertThat(get(KEY)).isEqualTo("engine 2");
  }

  @Test
  void aFolderThatCannotBeWrittenToIsNoReasonToStop() throws Exception {
    Path file = Files.writeString(folder.resolve("taken"), "a file, not a folder");
    byte[] engine = new EngineCache(file).get(KEY, () -> new byte[] {7});
    assertThat(engine).containsExactly(7);
  }

  @Test
  void aBuildThatFailsLeavesNothingBehind() throws Exception {
    try {
      new EngineCache(folder)
          .get(
              KEY,
              () -> {
                throw new EngineException("no", null);
              });
    } catch (EngineException e) {
      assertThat(e).hasMessage("no");
    }
    assertThat(files()).isEmpty();
  }

  private String get(EngineKey key) {
    byte[] engine =
        new EngineCache(folder)
            .get(
                key, () -> ("engine " + builds.incrementAndGet()).getBytes(StandardCharsets.UTF_8));
    return new String(engine, StandardCharsets.UTF_8);
  }

  private List<String> files() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }
}
