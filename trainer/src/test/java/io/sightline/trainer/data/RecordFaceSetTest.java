package io.sightline.trainer.data;

import static io.sightline.trainer.data.RecordFileBuilder.image;
import static io.sightline.trainer.data.RecordFileBuilder.labelled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFaceSetTest {
  private static final byte[] MAGIC = {0x0a, 0x23, (byte) 0xd7, (byte) 0xce};
  private static final byte[] EMPTY = {};
  @TempDir Path folder;
  private final RecordFileBuilder file = new RecordFileBuilder();

  @Test
  void headerRecordAndIdentityRecords() throws IOException {
    file.record(0, labelled(EMPTY, 4, 6))
        .record(1, labelled(new byte[] {1, 1}, 0, 1))
        .record(2, image(0, new byte[] {2}))
        .record(3, image(1, new byte[] {3, 3, 3}))
        .record(4, labelled(EMPTY, 1, 3))
        .record(5, labelled(EMPTY, 3, 4));

    try (FaceSet set = FaceSets.open(file.write(folder))) {
      assertThat(set.size()).isEqualTo(3);
      assertThat(set.identities()).isEqualTo(2);
      assertThat(labels(set)).containsExactly(0, 0, 1);
      assertThat(set.encoded(0)).containsExactly(1, 1);
      assertThat(set.encoded(2)).containsExactly(3, 3, 3);
      assertThat(set.name(2)).isEqualTo("train.rec record 3");
    }
  }

  @Test
  void withoutHeaderRecordAllKeysArePictures() throws IOException {
    file.record(0, image(2, new byte[] {7})).record(1, image(0, new byte[] {8}));

    try (FaceSet set = FaceSets.open(file.write(folder))) {
      assertThat(labels(set)).containsExactly(2, 0);
      assertThat(set.identities()).isEqualTo(3);
    }
  }

  @Test
  void manyLabelsReplaceTheOneInTheHeader() throws IOException {
    float[] labels = new float[237];
    labels[0] = 5;
    file.record(0, labelled(new byte[] {9, 9, 9}, labels));

    try (FaceSet set = FaceSets.open(file.write(folder))) {
      assertThat(set.label(0)).isEqualTo(5);
      assertThat(set.encoded(0)).containsExactly(9, 9, 9);
    }
  }

  @Test
  void theMagicIsPutBackBetweenParts() throws IOException {
    byte[] head = image(1, new byte[] {1, 2, 3, 4});
    file.key(0)
        .part(1, head)
        .part(2, EMPTY)
        .part(2, new byte[] {5, 6, 7, 8})
        .part(3, new byte[] {9});

    try (FaceSet set = FaceSets.open(file.write(folder))) {
      byte[] m = MAGIC;
      assertThat(set.encoded(0))
          .containsExactly(
              1, 2, 3, 4, m[0], m[1], m[2], m[3], m[0], m[1], m[2], m[3], 5, 6, 7, 8, m[0], m[1],
              m[2], m[3], 9);
      assertThat(set.label(0)).isEqualTo(1);
    }
  }

  @Test
  void withoutIndexTheRecordsAreFoundInOrder() throws IOException {
    file.record(0, labelled(EMPTY, 3, 5))
        .record(1, image(0, new byte[] {1}))
        .key(2)
        .part(1, image(1, new byte[] {2, 2, 2, 2}))
        .part(3, new byte[] {3});

    try (FaceSet set = FaceSets.open(file.writeWithoutIndex(folder))) {
      assertThat(labels(set)).containsExactly(0, 1);
      assertThat(set.encoded(1)).hasSize(9);
    }
  }

  @Test
  void damageIsSkippedWhileItIsRare() throws IOException {
    for (int key = 0; key < 300; key++) {
      byte[] record = image(key == 77 ? Float.NaN : key % 10, new byte[] {1, 2, (byte) key});
      if (key == 20) {
        file.key(20).raw(new byte[36]);
      } else if (key == 50) {
        file.key(50).part(2, record);
      } else {
        file.record(key, record);
      }
    }
    Path indexed = file.write(folder);
    try (FaceSet set = FaceSets.open(indexed)) {
      assertThat(set.size()).isEqualTo(297);
      assertThat(set.encoded(20)).endsWith(21);
      assertThat(set.leftOut()).isEqualTo(3);
      Damage later = new Damage("set", set);
      assertThatThrownBy(() -> later.add("one more"))
          .hasMessage(
              "set: more than 1 % of the pictures are damaged, 4 so far; the first: one more");
    }

    Files.delete(folder.resolve("train.idx"));
    try (FaceSet set = FaceSets.open(indexed)) {
      assertThat(set.size()).isEqualTo(297);
    }
  }

  @Test
  void moreThanOneInAHundredStops() throws IOException {
    for (int key = 0; key < 99; key++) {
      file.record(key, image(0, new byte[] {1}));
    }
    file.key(99).raw(new byte[8]);
    assertThat(FaceSets.open(file.write(folder)).size()).isEqualTo(99);

    Path rec = file.record(100, image(0.5f, new byte[] {1})).write(folder);
    assertThatThrownBy(() -> FaceSets.open(rec))
        .isInstanceOf(FaceDataException.class)
        .hasMessageContaining("train.rec: more than 1 %")
        .hasMessageContaining("record 99");
  }

  @Test
  void aCutOffFileNamesItsLastRecord() throws IOException {
    for (int key = 0; key < 200; key++) {
      file.record(key, image(0, new byte[] {1, 2, 3}));
    }
    Path rec = file.write(folder);
    byte[] whole = Files.readAllBytes(rec);
    Files.write(rec, java.util.Arrays.copyOf(whole, whole.length - 5));

    try (FaceSet set = FaceSets.open(rec)) {
      assertThat(set.size()).isEqualTo(199);
    }
  }

  @Test
  void aHugeNumberOfLabelsIsDamage() throws IOException {
    byte[] record = image(0, new byte[] {1, 2, 3});
    record[3] = 0x7f;
    Path rec = file.record(0, record).write(folder);

    assertThatThrownBy(() -> FaceSets.open(rec))
        .isInstanceOf(FaceDataException.class)
        .hasMessageContaining("record 0");
  }

  @Test
  void labelsAboveThePropertyAreNamed() throws IOException {
    Path rec = file.record(0, image(7, new byte[] {1})).write(folder);
    Files.writeString(folder.resolve("property"), "3,112,112");

    assertThatThrownBy(() -> FaceSets.open(rec)).hasMessageContaining("label 7 of 3 identities");

    Files.writeString(folder.resolve("property"), "3,224,224");
    assertThatThrownBy(() -> FaceSets.open(rec)).hasMessageContaining("3,224,224");
  }

  @Test
  void whatIsNoSetIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("x.rec"), "this is no record file");
    Path empty = Files.createFile(folder.resolve("empty.rec"));

    assertThatThrownBy(() -> FaceSets.open(text)).hasMessageContaining("x.rec is no RecordIO");
    assertThatThrownBy(() -> FaceSets.open(empty)).hasMessageContaining("empty.rec is empty");
    assertThatThrownBy(() -> FaceSets.open(folder.resolve("none")))
        .hasMessageContaining("none does not exist");
  }

  @Test
  void theSampleIsRead() {
    Path sample = Path.of(System.getProperty("sightline.root"), "../shared/samples/train.rec");
    assumeTrue(Files.exists(sample), "no sample " + sample);

    try (FaceSet set = FaceSets.open(sample)) {
      assertThat(labels(set)).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
      for (int i = 0; i < set.size(); i++) {
        assertThat(Pictures.decode112(set.encoded(i), set.name(i))).hasSize(37632);
      }
    }
  }

  private static int[] labels(FaceSet set) {
    return IntStream.range(0, set.size()).map(set::label).toArray();
  }
}
