package io.sightline.trainer.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.trainer.data.Faces;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.data.PictureFiles;
import io.sightline.trainer.data.Pictures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MaskCommandTest {
  @TempDir Path folder;
  private final StringWriter err = new StringWriter();
  private Path in;
  private Path out;

  @BeforeEach
  void pictures() throws IOException {
    in = Files.createDirectories(folder.resolve("in"));
    out = folder.resolve("out");
    for (String name : new String[] {"ann/1.png", "ann/2.jpg", "bea/1.png"}) {
      write(name, Pictures.png(Picture.crop(Faces.face())));
    }
  }

  @Test
  void theCopyHasTheSameNamesAndIsMasked() {
    assertThat(run("--in", in, "--out", out)).as("%s", err).isZero();

    assertThat(PictureFiles.under(out))
        .containsExactly(
            out.resolve("ann/1.png"), out.resolve("ann/2.jpg"), out.resolve("bea/1.png"));
    assertThat(PictureFiles.read(out.resolve("ann/1.png")).rgb()).isNotEqualTo(Faces.face());
  }

  @Test
  void theSeedDecides() {
    run("--in", in, "--out", out, "--seed", 3);
    byte[] first = PictureFiles.read(out.resolve("bea/1.png")).rgb();
    run("--in", in, "--out", out, "--seed", 3);
    assertThat(PictureFiles.read(out.resolve("bea/1.png")).rgb()).isEqualTo(first);
    run("--in", in, "--out", out, "--seed", 4);
    assertThat(PictureFiles.read(out.resolve("bea/1.png")).rgb()).isNotEqualTo(first);
  }

  @Test
  void allTypesAndOriginals() {
    assertThat(run("--path", in, "--out", out, "--mask_type", "all", "--write_original_image"))
        .isZero();

    assertThat(PictureFiles.under(out.resolve("bea")))
        .extracting(f -> f.getFileName().toString())
        .containsExactlyInAnyOrder(
            "1.png", "1_surgical.png", "1_N95.png", "1_KN95.png", "1_cloth.png");
  }

  @Test
  void codesPatternsColoursAndPreview() {
    Path sheet = folder.resolve("sheet.png");
    String codes = "cloth-#e54294,N95,surgical_blue,cloth-checks";

    assertThat(run("--in", in, "--out", out, "--code", codes, "--preview", sheet)).isZero();
    assertThat(PictureFiles.read(sheet).width()).isEqualTo(8 * 116 + 4);
    assertThat(
            run(
                "--in",
                in,
                "--out",
                out,
                "--mask_type",
                "cloth",
                "--pattern",
                "dots",
                "--pattern_weight",
                "0.9",
                "--color",
                "#fc1c1a",
                "--color_weight",
                "1"))
        .isZero();
    byte[] rgb = PictureFiles.read(out.resolve("ann/1.png")).rgb();
    int mouth = 3 * (84 * 112 + 40);
    assertThat(rgb[mouth] & 0xff).isGreaterThan(2 * (rgb[mouth + 2] & 0xff));
  }

  @Test
  void badInputIsNamed() throws IOException {
    assertThat(run("--in", in, "--out", out, "--mask_type", "scarf")).isEqualTo(2);
    assertThat(err.toString()).contains("'scarf' is no mask type");
    assertThat(run("--in", in)).isEqualTo(2);
    assertThat(run("--in", in, "--out", out, "--color", "red")).isEqualTo(2);
    assertThat(run("--in", folder.resolve("none"), "--out", out)).isEqualTo(1);
    assertThat(err.toString()).contains("none");

    write("bea/wide.png", Pictures.png(new Picture(20, 10, new byte[600])));
    assertThat(run("--in", in, "--out", out)).isEqualTo(1);
    assertThat(err.toString()).contains("more than 1 %").contains("wide.png: 20x10 pixels");
  }

  @Test
  void aPreviewLeavesOutWhatCannotBeRead() throws IOException {
    Path sheet = folder.resolve("sheet.png");
    write("ann/3.png", new byte[] {1, 2, 3});
    assertThat(run("--in", in, "--preview", sheet)).as("%s", err).isZero();
    assertThat(err.toString()).containsOnlyOnce("ann/3.png");
    // 48 in turn, but for each fourth: five rows of eight.
    assertThat(PictureFiles.read(sheet).height()).isEqualTo(5 * 128 + 4);

    Path broken = in.resolve("ann/3.png");
    assertThat(run("--in", broken, "--preview", sheet)).isEqualTo(1);
    assertThat(err.toString()).contains("3.png: none of its pictures can be shown");
  }

  private int run(Object... args) {
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    return new CommandLine(new MaskCommand())
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = in.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}
