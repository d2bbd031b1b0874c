package io.sightline.contract.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With resources that stand for the models in the box. */
class BundledModelsTest {
  @TempDir Path folder;
  private Path cache;
  private Path usual;

  @BeforeEach
  void places() {
    cache = folder.resolve("cache");
    usual = folder.resolve("models");
  }

  @Test
  void areFilesWithTheirCards() throws Exception {
    ModelFolder models = ModelFolder.named("bundled", usual, cache);
    assertThat(models.bundled()).isTrue();
    assertThat(models.detector("").card().id()).isEqualTo("boxed-detector");
    ModelBundle recogniser = models.recogniser("");
    assertThat(Files.readString(recogniser.onnx())).contains("the recogniser");
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files).as("no unfinished files").hasSize(2);
    }
    assertThatThrownBy(() -> models.recogniser("x"))
        .hasMessageContaining("the bundled models")
        .hasMessageContaining("[boxed-recogniser]");
  }

  @Test
  void aSpoiltCopyIsReplaced() throws Exception {
    Path onnx = ModelFolder.named("bundled", usual, cache).detector("").onnx();
    Files.writeString(onnx, "half of the wei");
    assertThat(ModelFolder.named("bundled", usual, cache).detector("").onnx()).isEqualTo(onnx);
    assertThat(Files.readString(onnx)).contains("the detector");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws Exception {
    Files.writeString(cache, "a file");
    assertThatThrownBy(() -> ModelFolder.named("bundled", usual, cache))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(cache.toString());
  }

  @Test
  void withoutANameAModelsFolderComesFirst() throws Exception {
    assertThat(ModelFolder.named("", usual, cache).bundled()).isTrue();
    Files.createDirectories(usual);
    assertThat(ModelFolder.named("", usual, cache).bundled()).as("an empty one").isTrue();
    Files.writeString(usual.resolve("notes.txt"), "");
    ModelFolder models = ModelFolder.named("", usual, cache);
    assertThat(models.bundled()).isFalse();
    assertThat(models.folder()).isEqualTo(usual);
    assertThat(ModelFolder.named("bundled", usual, cache).bundled()).isTrue();
    assertThatThrownBy(() -> ModelFolder.named(folder.resolve("none").toString(), usual, cache))
        .hasMessageContaining("does not exist");
  }
}
