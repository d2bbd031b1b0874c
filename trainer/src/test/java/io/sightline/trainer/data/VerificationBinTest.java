package io.sightline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationBinTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes0",
        "bytes1",
        "bytes2",
        "bytes3",
        "bytes4",
        "bytes5",
        "array0",
        "array1",
        "array2",
        "array3",
        "array4",
        "array5",
        "issame_array",
        "listlist",
        "objarray",
        "bytearray",
        "python2",
        "python2_0"
      })
  void everyKindOfPickleIsRead(String name) throws IOException {
    VerificationSet set = VerificationSet.bin(write(pickle(name)));

    assertThat(set.pictures()).hasSize(4);
    for (int i = 0; i < 4; i++) {
      byte[] expected = {-1, -40, (byte) i, -128, 10, 0, -1, -39};
      assertThat(set.pictures().get(i).encoded()).as("picture %d", i).isEqualTo(expected);
    }
    assertThat(set.pairs())
        .containsExactly(
            new VerificationSet.Pair(0, 1, true), new VerificationSet.Pair(2, 3, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil", "evil4"})
  void nothingIsExecuted(String name) throws IOException {
    Path file = write(pickle(name));

    assertThatThrownBy(() -> VerificationSet.bin(file))
        .isInstanceOf(FaceDataException.class)
        .hasMessageContaining("set.bin")
        .hasMessageContaining("posix.system");
  }

  @Test
  void aCutOffFileIsNamed() throws IOException {
    byte[] whole = pickle("bytes4");
    for (int length = 0; length < whole.length; length += 5) {
      Path file = write(java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> VerificationSet.bin(file))
          .isInstanceOf(FaceDataException.class)
          .hasMessageContaining("set.bin");
    }
  }

  @Test
  void aDamagedLengthIsNamed() throws IOException {
    // BINBYTES of 2^31 - 1 bytes.
    Path file = write(new byte[] {(byte) 0x80, 3, 'B', -1, -1, -1, 127, 'x', '.'});

    assertThatThrownBy(() -> VerificationSet.bin(file))
        .isInstanceOf(FaceDataException.class)
        .hasMessageContaining("set.bin");
  }

  @Test
  void theSampleIsRead() {
    Path sample = Path.of(System.getProperty("sightline.root"), "../shared/samples/small_lfw.bin");
    assumeTrue(Files.exists(sample), "no sample " + sample);

    VerificationSet set = VerificationSet.bin(sample);

    assertThat(set.pairs()).hasSize(10).allMatch(VerificationSet.Pair::same);
    set.pictures().forEach(p -> Pictures.decode112(p.encoded(), p.name()));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("set.bin"), bytes);
  }

  private static byte[] pickle(String name) throws IOException {
    try (InputStream in = VerificationBinTest.class.getResourceAsStream("pickles.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .map(line -> Base64.getDecoder().decode(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow();
    }
  }
}
