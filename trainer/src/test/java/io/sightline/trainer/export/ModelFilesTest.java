package io.sightline.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {
  @TempDir private Path folder;

  @Test
  void aModelWhoseCardIsRefusedLeavesNothing() {
    assertThatThrownBy(
            () ->
                ModelFiles.write(
                    folder,
                    "model",
                    new byte[] {1, 2},
                    sha256 -> {
                      assertThat(folder.resolve("model.onnx.partial")).exists();
                      throw new IllegalArgumentException("no such card");
                    }))
        .hasMessage("no such card");
    assertThat(folder).isEmptyDirectory();
  }
}
