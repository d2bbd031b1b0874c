package io.sightline.trainer.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.contract.face.FaceBox;
import io.sightline.trainer.data.FaceDataException;
import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.FaceSets;
import io.sightline.trainer.data.Faces;
import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.detect.Drawn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceSinkTest {
  @TempDir private Path folder;

  private FaceSink open(boolean records) throws IOException {
    return records ? FaceSink.records(folder) : FaceSink.folders(folder);
  }

  private static PersonTruth truth(MaskWear mask) {
    FaceBox box = new FaceBox(20, 20, 60, 70);
    return new PersonTruth(0, 0, 0, box, Drawn.landmarks(20, 20, 60, 70), 1, 0, 0, 0, mask, 65);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWasBrokenOffIsNoSet(boolean records) throws IOException {
    try (FaceSink sink = open(records)) {
      sink.add(Faces.jpeg(1), truth(MaskWear.MASKED));
      // A process that is killed here leaves this behind.
      assertThatThrownBy(() -> FaceSets.open(folder)).isInstanceOf(FaceDataException.class);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void picturesWaitForTheirTruth(boolean records) throws IOException {
    Files.createDirectories(folder.resolve("truth.jsonl/in the way"));
    try (FaceSink sink = open(records)) {
      sink.add(Faces.jpeg(1), truth(MaskWear.MASKED));
      assertThatThrownBy(sink::finish).isInstanceOf(IOException.class);
    }
    assertThat(folder.resolve("train.rec")).doesNotExist();
    assertThat(folder.resolve("000000")).doesNotExist();
  }

  @Test
  void anOldSetsPicturesDoNotGetTheNewTruth() throws IOException {
    try (FaceSink sink = open(true)) {
      sink.add(Faces.jpeg(1), truth(MaskWear.MASKED));
      sink.finish();
    }
    try (FaceSet set = FaceSets.open(folder)) {
      assertThat(set.wear(0)).isEqualTo(MaskWear.MASKED);
    }
    Files.delete(folder.resolve("train.idx"));
    Files.createDirectories(folder.resolve("train.idx/in the way"));
    try (FaceSink sink = open(true)) {
      sink.add(Faces.jpeg(2), truth(MaskWear.BARE));
      assertThatThrownBy(sink::finish).isInstanceOf(IOException.class);
    }
    assertThat(folder.resolve("truth.jsonl")).content().contains("BARE");
    assertThat(folder.resolve("train.rec")).doesNotExist();
  }
}
