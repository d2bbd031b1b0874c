package io.sightline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinedFaceSetTest {
  @TempDir Path folder;

  @Test
  void personsOfEachSetAreOthers() throws IOException {
    records("b", 0, 0, 1);
    records("a", 0, 1, 1, 2);
    Files.createDirectory(folder.resolve("nothing"));
    Files.writeString(
        folder.resolve("b/truth.jsonl"),
        "{\"mask\":\"BARE\"}\n{\"mask\":\"MASKED\"}\n{\"mask\":\"BARE\"}\n");

    try (FaceSet set = FaceSets.open(folder);
        FaceSet b = FaceSets.open(folder.resolve("b"))) {
      assertThat(set.size()).isEqualTo(7);
      assertThat(set.identities()).isEqualTo(5);
      assertThat(IntStream.range(0, 7).map(set::label)).containsExactly(0, 1, 1, 2, 3, 3, 4);
      assertThat(set.name(3)).isEqualTo("a/train.rec record 4");
      assertThat(set.name(4)).isEqualTo("b/train.rec record 1");
      assertThat(set.encoded(6)).isEqualTo(b.encoded(2));
      assertThat(IntStream.range(0, 7).filter(i -> set.wear(i).covers())).containsExactly(5);
    }
  }

  @Test
  void aSetThatIsNoneIsNamed() throws IOException {
    records("a", 0, 1);
    Files.createDirectory(folder.resolve("b"));
    Files.writeString(folder.resolve("b/train.rec"), "no records here");

    assertThatThrownBy(() -> FaceSets.open(folder))
        .isInstanceOf(FaceDataException.class)
        .hasMessageContaining("train.rec is no RecordIO");
  }

  private void records(String name, int... labels) throws IOException {
    Path set = Files.createDirectory(folder.resolve(name));
    try (RecordIoWriter writer = new RecordIoWriter(set)) {
      for (int i = 0; i < labels.length; i++) {
        writer.add(labels[i], Faces.jpeg(i));
      }
      writer.finish();
    }
  }
}
