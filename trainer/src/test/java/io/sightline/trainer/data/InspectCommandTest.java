package io.sightline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InspectCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void countsAndDrawsASheet() throws IOException {
    write(120, -1);
    Path sheet = folder.resolve("sheet.png");

    assertThat(run(folder.resolve("train.rec").toString(), "--sheet", sheet.toString())).isZero();
    assertThat(out.toString())
        .contains("120 pictures of 41 identities")
        .contains("1 to 3, median 3")
        .contains("1 identities have one picture only")
        .contains("0 damaged, 0 without colour");
    assertThat(PictureFiles.read(sheet).width()).isEqualTo(12 * 116 + 4);
  }

  @Test
  void countsTheMasksThatAreWorn() throws IOException {
    write(4, -1);
    assertThat(run(folder.toString())).isZero();
    assertThat(out.toString()).doesNotContain("masks:");
    String truth = "{\"mask\":\"MASKED\"}\n".repeat(2) + "{\"mask\":\"UNDER_CHIN\"}\n".repeat(2);
    Files.writeString(folder.resolve("truth.jsonl"), truth);
    assertThat(run(folder.toString())).isZero();
    assertThat(out.toString())
        .contains("masks: 2 over mouth and nose, 0 under the nose, 2 under the chin, 0 bare");
  }

  @Test
  void aDamagedPictureIsNamedAndTwoInAHundredStop() throws IOException {
    write(120, 7);
    assertThat(run(folder.toString())).isZero();
    assertThat(out.toString())
        .contains("1 damaged")
        .contains("damaged: train.rec record 8: the JPEG is cut off");

    write(60, 7);
    assertThat(run(folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("more than 1 %").contains("record 8");
  }

  @Test
  void anEmptySetIsNamed() {
    assertThat(run(folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("holds no pictures");
  }

  private void write(int pictures, int damaged) throws IOException {
    try (RecordIoWriter writer = new RecordIoWriter(folder)) {
      for (int i = 0; i < pictures; i++) {
        byte[] jpeg = Faces.jpeg(i);
        byte[] kept = i == damaged ? Arrays.copyOf(jpeg, jpeg.length / 2) : jpeg;
        // The first has one picture, the others three.
        writer.add((i + 2) / 3, kept);
      }
      writer.finish();
    }
  }

  private int run(String... args) {
    return new CommandLine(new InspectCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
