package io.sightline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskTruthTest {
  @TempDir Path folder;

  @Test
  void recordSetsAreTold() throws IOException {
    records(4);
    assertThat(wears()).containsOnly(MaskWear.BARE).hasSize(4);

    truth("BARE", "MASKED", "UNDER_NOSE", "UNDER_CHIN");
    assertThat(wears())
        .containsExactly(MaskWear.BARE, MaskWear.MASKED, MaskWear.UNDER_NOSE, MaskWear.UNDER_CHIN);
    try (FaceSet set = FaceSets.open(folder.resolve("train.rec"))) {
      assertThat(set.wear(1)).isEqualTo(MaskWear.MASKED);
    }
  }

  @Test
  void folderSetsAreTold() throws IOException {
    for (String name : List.of("a/1.jpg", "a/2.jpg", "b/1.jpg")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, Faces.jpeg(1));
    }
    truth("MASKED", "BARE", "UNDER_CHIN");
    assertThat(wears()).containsExactly(MaskWear.MASKED, MaskWear.BARE, MaskWear.UNDER_CHIN);
  }

  @Test
  void aDamagedRecordKeepsItsLine() throws IOException {
    records(120);
    Path rec = folder.resolve("train.rec");
    byte[] bytes = Files.readAllBytes(rec);
    List<String> idx = Files.readAllLines(folder.resolve("train.idx"));
    int offset = Integer.parseInt(idx.get(3).split("\t")[1]);
    bytes[offset] ^= 1;
    Files.write(rec, bytes);
    truth(IntStream.range(0, 120).mapToObj(i -> i == 5 ? "MASKED" : "BARE").toArray(String[]::new));

    try (FaceSet set = FaceSets.open(rec)) {
      assertThat(set.size()).isEqualTo(119);
      assertThat(set.name(4)).isEqualTo("train.rec record 6");
      assertThat(set.wear(4)).isEqualTo(MaskWear.MASKED);
    }
    assertThat(wears().stream().filter(MaskWear::covers)).hasSize(1);
  }

  @Test
  void aDamagedHeaderShiftsNoLine() throws IOException {
    records(120);
    damageHeader();
    truth(IntStream.range(0, 120).mapToObj(i -> i == 5 ? "MASKED" : "BARE").toArray(String[]::new));
    assertOnlyRecordSixIsMasked(120);

    // Without records of identities the number of lines tells it from a picture.
    RecordFileBuilder file = new RecordFileBuilder();
    file.record(0, RecordFileBuilder.labelled(new byte[0], 121, 121));
    for (int key = 1; key <= 120; key++) {
      file.record(key, RecordFileBuilder.image(0, new byte[] {1}));
    }
    file.write(folder);
    damageHeader();
    assertOnlyRecordSixIsMasked(120);
    truth(IntStream.range(0, 121).mapToObj(i -> i == 6 ? "MASKED" : "BARE").toArray(String[]::new));
    assertOnlyRecordSixIsMasked(120);
  }

  /** Its number of labels is below zero. */
  private void damageHeader() throws IOException {
    Path rec = folder.resolve("train.rec");
    byte[] bytes = Files.readAllBytes(rec);
    bytes[11] |= (byte) 0x80;
    Files.write(rec, bytes);
  }

  private void assertOnlyRecordSixIsMasked(int pictures) {
    try (FaceSet set = FaceSets.open(folder.resolve("train.rec"))) {
      assertThat(set.size()).isEqualTo(pictures);
      assertThat(IntStream.range(0, pictures).filter(i -> set.wear(i).covers()).mapToObj(set::name))
          .containsExactly("train.rec record 6");
    }
  }

  @Test
  void whatDoesNotFitIsNamed() throws IOException {
    records(3);
    truth("BARE", "BARE");
    assertThatThrownBy(this::wears)
        .isInstanceOf(FaceDataException.class)
        .hasMessageContaining("truth.jsonl has 2 lines, but the set has 3 pictures");
    truth("BARE", "SOMETIMES", "BARE");
    assertThatThrownBy(this::wears).hasMessageContaining("truth.jsonl line 2: 'mask'");
    Files.writeString(folder.resolve("truth.jsonl"), "{\n");
    assertThatThrownBy(this::wears).hasMessageContaining("truth.jsonl line 1: 'mask'");
  }

  private void records(int pictures) throws IOException {
    try (RecordIoWriter writer = new RecordIoWriter(folder)) {
      for (int i = 0; i < pictures; i++) {
        writer.add(i / 2, Faces.jpeg(i % 4));
      }
      writer.finish();
    }
  }

  private void truth(String... masks) throws IOException {
    String lines =
        Stream.of(masks)
            .map(mask -> "{\"frame\":0,\"mask\":\"" + mask + "\"}\n")
            .collect(Collectors.joining());
    Files.writeString(folder.resolve("truth.jsonl"), lines);
  }

  private List<MaskWear> wears() {
    try (FaceSet set = FaceSets.open(folder)) {
      return IntStream.range(0, set.size()).mapToObj(set::wear).toList();
    }
  }
}
