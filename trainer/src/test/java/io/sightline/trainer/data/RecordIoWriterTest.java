package io.sightline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordIoWriterTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    byte[][] pictures = pictures(60);
    write(pictures);

    try (FaceSet set = FaceSets.open(folder)) {
      assertThat(set.size()).isEqualTo(60);
      assertThat(set.identities()).isEqualTo(20);
      for (int i = 0; i < 60; i++) {
        assertThat(set.encoded(i)).as("picture %d", i).isEqualTo(pictures[i]);
        assertThat(set.label(i)).isEqualTo(i / 3);
      }
    }
    assertThat(folder.resolve("property")).hasContent("20,112,112");
    assertThat(Files.readAllLines(folder.resolve("train.idx"))).hasSize(1 + 60 + 20);
  }

  @Test
  void theHeaderSaysWhereIdentitiesBegin() throws IOException {
    write(pictures(6));
    RecordIoFile file = new RecordIoFile(folder.resolve("train.rec"));
    ImageHeader header = ImageHeader.parse(file.read(0, "record 0"), "record 0");

    assertThat(header).isEqualTo(new ImageHeader(2, 7, 9));
    String last = Files.readAllLines(folder.resolve("train.idx")).get(8);
    long offset = Long.parseLong(last.substring(last.indexOf('\t') + 1));
    assertThat(last).startsWith("8\t");
    assertThat(ImageHeader.parse(file.read(offset, "record 8"), "record 8"))
        .isEqualTo(new ImageHeader(2, 4, 7));
  }

  @Test
  void withoutFinishThereIsNoSet() throws IOException {
    try (RecordIoWriter writer = new RecordIoWriter(folder)) {
      writer.add(0, new byte[] {1});
      assertThatThrownBy(() -> writer.add(2, new byte[] {1})).hasMessage("label 2 comes after 0");
    }
    assertThat(folder).isEmptyDirectory();
  }

  private void write(byte[][] pictures) throws IOException {
    try (RecordIoWriter writer = new RecordIoWriter(folder)) {
      for (int i = 0; i < pictures.length; i++) {
        writer.add(i / 3, pictures[i]);
      }
      writer.finish();
    }
  }

  /** Of odd lengths, with the magic at every alignment, at the start and at the end. */
  private static byte[][] pictures(int count) {
    SplittableRandom random = new SplittableRandom(4);
    byte[][] pictures = new byte[count][];
    byte[] magic = {0x0a, 0x23, (byte) 0xd7, (byte) 0xce};
    for (int i = 0; i < count; i++) {
      pictures[i] = new byte[8 + random.nextInt(40)];
      random.nextBytes(pictures[i]);
      for (int n = 0; n < i % 4; n++) {
        int at = n == 0 ? 0 : random.nextInt(pictures[i].length - 3);
        System.arraycopy(magic, 0, pictures[i], at, 4);
      }
    }
    return pictures;
  }
}
