package io.sightline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedFileTest {
  @TempDir Path folder;

  @Test
  void readsAcrossPieces() throws IOException {
    byte[] bytes = new byte[1000];
    new SplittableRandom(1).nextBytes(bytes);
    MappedFile file = new MappedFile(Files.write(folder.resolve("f"), bytes), 6);

    assertThat(file.length()).isEqualTo(1000);
    for (int from = 0; from < 990; from += 7) {
      byte[] part = new byte[Math.min(200, 1000 - from)];
      file.read(from, part, 0, part.length);
      assertThat(part).isEqualTo(Arrays.copyOfRange(bytes, from, from + part.length));
      int expected = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(from);
      assertThat(file.int32(from)).isEqualTo(expected);
    }
  }

  @Test
  void readsBeyondFourGigabytes() throws IOException {
    Path sparse = folder.resolve("sparse");
    long position = (1L << 32) + 1234567;
    try (RandomAccessFile writer = new RandomAccessFile(sparse.toFile(), "rw")) {
      writer.seek(position);
      writer.write(new byte[] {1, 2, 3, 4});
    }

    assertThat(new MappedFile(sparse).int32(position)).isEqualTo(0x04030201);
  }
}
