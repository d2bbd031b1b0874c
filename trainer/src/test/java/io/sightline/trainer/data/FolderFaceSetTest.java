package io.sightline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFaceSetTest {
  @TempDir Path root;

  @Test
  void eachFolderIsAnIdentity() throws IOException {
    add("bea/2.PNG");
    add("bea/1.jpg");
    add("ann/x.jpeg");
    add("ann/notes.txt");
    add("ann/.hidden.jpg");
    add("empty/readme.md");
    add("loose.jpg");

    try (FaceSet set = FaceSets.open(root)) {
      assertThat(set.size()).isEqualTo(3);
      assertThat(set.identities()).isEqualTo(2);
      assertThat(set.name(0)).isEqualTo("ann/x.jpeg");
      assertThat(set.name(1)).isEqualTo("bea/1.jpg");
      assertThat(set.label(0)).isZero();
      assertThat(set.label(2)).isEqualTo(1);
      assertThat(set.encoded(2)).asString().isEqualTo("bea/2.PNG");
    }
  }

  @Test
  void anEmptyFolderIsNamed() {
    assertThatThrownBy(() -> FaceSets.open(root))
        .isInstanceOf(FaceDataException.class)
        .hasMessageContaining(root + " holds no pictures");
  }

  private void add(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
  }
}
