package io.sightline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairsReaderTest {
  @TempDir Path root;

  @BeforeEach
  void pictures() throws IOException {
    for (String name : new String[] {"Ann/Ann_0001.jpg", "Ann/Ann_0012.png", "Bea/Bea_0003.webp"}) {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10\t300\n", "1\n", ""})
  void withAndWithoutAFoldLine(String first) throws IOException {
    VerificationSet set = read(first + "Ann\t1\t12\nAnn\t12\tBea\t3\n\n");

    assertThat(set.pairs())
        .containsExactly(
            new VerificationSet.Pair(0, 1, true), new VerificationSet.Pair(1, 2, false));
    assertThat(set.pictures())
        .extracting(VerificationSet.StoredPicture::name)
        .containsExactly("Ann/Ann_0001.jpg", "Ann/Ann_0012.png", "Bea/Bea_0003.webp");
    assertThat(set.pictures().get(2).encoded()).asString().isEqualTo("Bea/Bea_0003.webp");
  }

  @Test
  void blanksSeparateToo() throws IOException {
    assertThat(read("Ann 1 12\nAnn 1 Bea 3").pairs()).hasSize(2);
  }

  @Test
  void badLinesAreNamed() {
    assertThatThrownBy(() -> read("1\nAnn 1 12\nAnn 1 Bea 3 4"))
        .isInstanceOf(FaceDataException.class)
        .hasMessageContaining("pairs.txt line 3: 5 words");
    assertThatThrownBy(() -> read("Ann 1 x")).hasMessageContaining("line 1: 'x' is no number");
    assertThatThrownBy(() -> read("Ann 1 2")).hasMessageContaining("line 1: no picture");
    assertThatThrownBy(() -> read("")).hasMessageContaining("pairs.txt holds no pairs");
  }

  private VerificationSet read(String lines) throws IOException {
    return VerificationSet.pairs(Files.writeString(root.resolve("pairs.txt"), lines), root);
  }
}
