package io.sightline.trainer.evaluate.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.contract.model.ModelCard;
import io.sightline.contract.model.ModelFolder;
import io.sightline.trainer.TrainerMain;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.data.Pictures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aModelThatTellsNobodyApartIsRefusedUnlessForced() throws IOException {
    Path file = crops().sameForAll("e").write(folder.resolve("blind.onnx"));
    Path models = folder.resolve("models");
    assertThat(run(file, "--into", models, "--licence", "MIT")).isEqualTo(1);
    assertThat(err.toString()).contains("fails the test", "--force");
    assertThat(out.toString()).contains("12 rendered people", "mask states stay unknown");
    assertThat(models).doesNotExist();

    assertThat(run(file, "--into", models, "--licence", "MIT", "--id", "blind", "--force"))
        .as("%s", err)
        .isZero();
    ModelCard card = ModelFolder.open(models).recogniser("blind").card();
    assertThat(card.licence()).isEqualTo("MIT");
    assertThat(card.source()).contains("blind.onnx");
    assertThat(out.toString()).contains("has no detector yet");
    try (Stream<Path> files = Files.list(models)) {
      assertThat(files).as("no unfinished files").hasSize(2);
    }

    assertThat(run(file, "--into", models, "--licence", "MIT", "--id", "blind", "--force"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("blind.json is there already");
  }

  @Test
  void thresholdsAreMeasuredWhereFacesAreGiven() throws IOException {
    Random random = new Random(1);
    StringBuilder pairs = new StringBuilder();
    for (int person = 0; person < 50; person++) {
      byte[] noise = new byte[112 * 112 * 3];
      random.nextBytes(noise);
      Path file = folder.resolve("faces/p" + person + "/p" + person + "_0001.png");
      Files.createDirectories(file.getParent());
      Files.write(file, Pictures.png(new Picture(112, 112, noise)));
      pairs.append("p%d 1 p%d 1%n".formatted(person, (person + 1) % 50));
    }
    Path list = Files.writeString(folder.resolve("pairs.txt"), pairs);
    Path file = crops().embedding("e").write(folder.resolve("a.onnx"));
    assertThat(
            run(
                file,
                "--into",
                folder,
                "--licence",
                "x",
                "--force",
                "--pairs",
                list,
                "--images",
                folder.resolve("faces")))
        .as("%s", err)
        .isZero();
    ModelCard card = ModelCard.read(folder.resolve("a.json"));
    assertThat(card.recogniser().thresholds().get("bareBare")).containsOnlyKeys("1e-2");
    assertThat(card.recogniser().thresholds()).containsKeys("maskedBare", "maskedMasked");
    assertThat(folder.resolve("a.onnx")).as("stays where it is").exists();

    Path other = crops().embedding("f").write(folder.resolve("b.onnx"));
    assertThat(
            run(
                other,
                "--into",
                folder,
                "--licence",
                "x",
                "--force",
                "--thresholds",
                folder.resolve("faces")))
        .as("%s", err)
        .isZero();
    assertThat(ModelCard.read(folder.resolve("b.json")).recogniser().thresholds())
        .as("the same comparisons")
        .containsKeys("bareBare", "maskedBare");
  }

  @Test
  void aModelThatGetsItsColoursTheWrongWayRoundIsToldOf() {
    Path file = ModelFolder.named("bundled").recogniser("").onnx();
    String hint = "clearly better: probably it takes RGB (--colours)";
    assertThat(run(file, "--into", folder.resolve("a"), "--licence", "x", "--colours", "BGR"))
        .as("%s", err)
        .isZero();
    assertThat(out.toString()).contains("; as RGB 0.", hint);
    out.getBuffer().setLength(0);
    assertThat(run(file, "--into", folder.resolve("b"), "--licence", "x")).as("%s", err).isZero();
    assertThat(out.toString()).contains("; as BGR 0.").doesNotContain("clearly better");
  }

  @Test
  void mistakesAreNamed() throws IOException {
    assertThat(run(folder.resolve("none.onnx"))).isEqualTo(1);
    assertThat(err.toString()).contains("none.onnx is no file");
    Path file = crops().embedding("e").write(folder.resolve("a.onnx"));
    assertThat(run(file, "--licence", "x", "--pairs", file)).isEqualTo(1);
    assertThat(err.toString()).contains("--pairs and --images go together");
    assertThat(run(file, "--licence", "x", "--thresholds", folder, "--threshold-pictures", "-1"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("--threshold-pictures must be 2 or more");
    assertThat(run(file, "--licence", "x", "--mean", "1,2", "--std", "1,1")).isEqualTo(1);
    assertThat(err.toString()).contains("three numbers each").doesNotContain("\tat ");
    assertThat(run(file, "--into", folder)).isEqualTo(1);
    assertThat(err.toString()).contains("--licence TEXT");
  }

  @Test
  void knownModelsPassTheTest() throws IOException {
    Path models = Path.of(System.getProperty("sightline.root"), "../shared/models");
    assumeTrue(Files.isDirectory(models), "no models for trials at ../shared/models");
    Path into = folder.resolve("models");
    for (String name :
        new String[] {"face_detection_yunet_2023mar.onnx", "MobileFaceNet_foamliu_128d.onnx"}) {
      assertThat(run(models.resolve(name), "--into", into)).as("%s", err).isZero();
    }
    assertThat(out.toString())
        .contains("60 rendered faces found")
        .doesNotContain("assumed", "clearly better");
    assertThat(ModelFolder.open(into).detector("").card().licence()).isEqualTo("MIT");
  }

  private static TinyOnnx crops() {
    return new TinyOnnx(-1, 3, 112, 112);
  }

  private int run(Path file, Object... options) {
    String[] words = new String[options.length + 2];
    words[0] = "import";
    words[1] = file.toString();
    for (int i = 0; i < options.length; i++) {
      words[i + 2] = options[i].toString();
    }
    CommandLine command = TrainerMain.commandLine();
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }
}
