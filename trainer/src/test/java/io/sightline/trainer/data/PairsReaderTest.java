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
    assertThatThrownBy(() -> read("1\nAnn 1 12\nAnn 1 Bea x"))
        .isInstanceOf(FaceDataException.class)
        .hasMessageContaining("pairs.txt line 3: 'Ann 1 Bea x'; needed are");
    assertThatThrownBy(() -> read("Ann 1 x")).hasMessageContaining("line 1: 'Ann 1 x'");
    assertThatThrownBy(() -> read("Ann and Bea")).hasMessageContaining("line 1: 'Ann and Bea'");
    assertThatThrownBy(() -> read("")).hasMessageContaining("pairs.txt holds no pairs");
  }

  @Test
  void allMissingPicturesAreNamedAtOnce() {
    assertThatThrownBy(() -> read("Ann 1 2\nAnn 1 12\nCid 7 Bea 3"))
        .isInstanceOf(FaceDataException.class)
        .hasMessageContaining("2 pictures are missing")
        .hasMessageContaining("line 1: ")
        .hasMessageContaining("Ann_0002.jpg (or .png, ...)")
        .hasMessageContaining("line 3: ")
        .hasMessageContaining("Cid_0007.jpg");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t"})
  void namesMayHoldBlanksAndAnyLetters(String gap) throws IOException {
    for (String name :
        new String[] {"Zoë van Dyk/Zoë van Dyk_0001.JPG", "Agent 4/Agent 4_0002.png"}) {
      Files.createDirectories(root.resolve(name).getParent());
      Files.writeString(root.resolve(name), name);
    }
    String lines = "Zoë van Dyk,1,1\nZoë van Dyk,1,Bea,3\nBea,3,Zoë van Dyk,1\n";
    assertThat(read(lines.replace(",", gap)).pairs())
        .extracting(VerificationSet.Pair::same)
        .containsExactly(true, false, false);
  }

  private VerificationSet read(String lines) throws IOException {
    return VerificationSet.pairs(Files.writeString(root.resolve("pairs.txt"), lines), root);
  }
}
