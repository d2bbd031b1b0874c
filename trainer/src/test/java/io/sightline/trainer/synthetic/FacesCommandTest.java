package io.sightline.trainer.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.FaceSets;
import io.sightline.trainer.data.PictureFiles;
import io.sightline.trainer.data.Pictures;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FacesCommandTest {
  @TempDir private Path folder;

  private static String run(int code, String... arguments) {
    StringWriter said = new StringWriter();
    CommandLine line = new CommandLine(new FacesCommand());
    line.setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
    assertThat(line.execute(arguments)).as("%s", said).isEqualTo(code);
    return said.toString();
  }

  @Test
  void aRecordSetIsReadBackWithItsTruth() throws Exception {
    Path rec = folder.resolve("set/train.rec");
    String said =
        run(0, "--identities", "3", "--per-identity", "2", "--largest", "60", "--rec", rec + "");
    assertThat(said).contains("6 faces of 3 people");
    List<String> truth = Files.readAllLines(folder.resolve("set/truth.jsonl"));
    try (FaceSet set = FaceSets.open(folder.resolve("set"))) {
      assertThat(set.size()).isEqualTo(6);
      assertThat(set.identities()).isEqualTo(3);
      for (int i = 0; i < 6; i++) {
        assertThat(PersonTruth.parse(truth.get(i)).identity()).isEqualTo(set.label(i));
        assertThat(Pictures.decode112(set.encoded(i), set.name(i))).isNotEmpty();
      }
    }
  }

  @Test
  void foldersHoldOnePersonEachAndASheetShowsThem() throws Exception {
    Path out = folder.resolve("faces");
    Path sheet = folder.resolve("sheet.png");
    run(
        0,
        "--identities",
        "2",
        "--per-identity",
        "3",
        "--largest",
        "60",
        "--out",
        out.toString(),
        "--sheet",
        sheet.toString());
    assertThat(PictureFiles.under(out)).hasSize(6);
    assertThat(out.resolve("000001/00000005.jpg")).exists();
    assertThat(out.resolve("truth.jsonl.part")).doesNotExist();
    assertThat(PictureFiles.read(sheet).width()).isGreaterThan(600);
  }

  @Test
  void mistakesAreNamed() {
    String out = folder.resolve("never").toString();
    assertThat(run(2, "--out", out, "--masked", "3")).contains("shares lie from 0 to 1");
    assertThat(run(2, "--out", out, "--smallest", "90", "--largest", "40")).contains("face sizes");
    assertThat(run(2, "--out", out, "--identities", "0")).contains("from 1");
    assertThat(run(2)).contains("--out");
    assertThat(run(2, "--rec", folder.resolve("never/any.rec").toString()))
        .contains("train.rec in it, not")
        .contains("any.rec");
    assertThat(Path.of(out)).doesNotExist();
  }
}
