package io.sightline.trainer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.trainer.TrainerMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a person types them, one after another, on few small pictures. */
class DetectorCommandTest {
  private static final String RECIPE =
      """
      seed: 1
      steps: 3
      batch: 2
      side: 64
      singles: 0.3
      portraits: 0.5
      backs: 0.3
      rate: 0.001
      warmup: 1
      decay: 0
      precision: fp32
      checkpoint_every: 2
      render:
        faces: faces --identities 2 --per-identity 1 --whole --smallest 24 --largest 40 --seed 9
        scenes: scenes --cameras 1 --seconds 2 --fps 1 --people 2 --size 320x192 --seed 9
      """;

  @TempDir Path folder;

  private String run(int code, String... words) {
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    int actual = TrainerMain.commandLine().setOut(writer).setErr(writer).execute(words);
    assertThat(actual).as("%s", said).isEqualTo(code);
    return said.toString();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void fromRecipeToFigures() throws IOException {
    Files.writeString(folder.resolve("recipe.yaml"), RECIPE);
    run(0, "detector", "render", "--recipe", path("recipe.yaml"), "--out", path("set"));
    assertThat(folder.resolve("set/scenes/camera-1.mp4")).exists();
    Path broken = Files.createDirectories(folder.resolve("set/broken.part"));
    Files.writeString(broken.resolve("truth.jsonl"), "not whole");
    String[] train = {
      "detector",
      "train",
      "--recipe",
      path("recipe.yaml"),
      "--data",
      path("set"),
      "--out",
      path("run"),
      "--threads",
      "1",
      "--workers",
      "1"
    };
    assertThat(run(0, train)).contains("4 pictures").contains("done after step 3");
    assertThat(run(1, train)).contains("holds a training already");
    assertThat(folder.resolve("run/step-000000003.safetensors")).exists();
    assertThat(folder.resolve("run/step-000000000.safetensors")).doesNotExist();
    assertThat(run(0, "detector", "train", "--resume", "--data", path("set"), "--out", path("run")))
        .contains("steps 3 to 3");
    String[] export = {
      "detector", "export", "--training", path("run"), "--out", path("model"), "--input", "320x192"
    };
    assertThat(run(0, export)).contains("of libtorch");
    export[7] = "100x100";
    assertThat(run(2, export)).contains("multiples of 32");
    export[7] = "320x192";
    export[5] = path("never");
    String[] percent = Arrays.copyOf(export, 10);
    percent[8] = "--threshold";
    percent[9] = "84";
    assertThat(run(2, percent)).contains("scoreThreshold must be from 0 to 1");
    assertThat(folder.resolve("never")).doesNotExist();
    assertThat(
            run(
                0,
                "detector",
                "evaluate",
                "--models",
                path("model"),
                "--data",
                path("set"),
                "--json",
                path("figures.json")))
        .contains("recall")
        .contains("precision");
    assertThat(folder.resolve("figures.json")).content().startsWith("{").doesNotContain("NaN");
    assertThat(
            run(
                1,
                "detector",
                "evaluate",
                "--models",
                path("model"),
                "--data",
                path("set/faces"),
                "--json",
                path("none.json")))
        .contains("holds no scenes");
    assertThat(folder.resolve("none.json")).doesNotExist();
  }

  /** Its loss would need a scale, which detectors have not. */
  @Test
  void halfPrecisionOfFiveBitsIsRefused() throws IOException {
    Files.writeString(folder.resolve("fp16.yaml"), RECIPE.replace("fp32", "fp16"));
    String[] train = {
      "detector", "train", "--recipe", path("fp16.yaml"), "--data", path("set"), "--out", path("no")
    };
    assertThat(run(1, train)).contains("fp16.yaml: precision fp16 is not supported");
    assertThat(folder.resolve("no")).doesNotExist();
  }

  @Test
  void aPartThatCannotBeWrittenIsNamed() throws IOException {
    Files.writeString(folder.resolve("recipe.yaml"), RECIPE);
    Files.createDirectories(folder.resolve("set"));
    Files.writeString(folder.resolve("set/faces.part"), "in the way");
    assertThat(run(1, "detector", "render", "--recipe", path("recipe.yaml"), "--out", path("set")))
        .contains("faces.part cannot be written")
        .doesNotContain("\tat ");
  }

  @Test
  void mistakesAreNamed() throws IOException {
    Files.writeString(folder.resolve("recipe.yaml"), RECIPE.replace("side: 64", "side: 65"));
    String[] train = {
      "detector",
      "train",
      "--recipe",
      path("recipe.yaml"),
      "--data",
      path("set"),
      "--out",
      path("r")
    };
    assertThat(run(1, train)).contains("side must be a multiple of 32");
    Files.writeString(folder.resolve("recipe.yaml"), RECIPE.replace("side:", "sides:"));
    assertThat(run(1, train)).contains("Missing key 'side'");
    Files.writeString(folder.resolve("recipe.yaml"), RECIPE + "sides: 64\n");
    assertThat(run(1, train)).contains("\"sides\"");
    Files.writeString(folder.resolve("recipe.yaml"), RECIPE);
    assertThat(run(1, train)).contains("is no folder");
    Files.createDirectories(folder.resolve("set"));
    assertThat(run(1, train)).contains("holds neither scenes");
    assertThat(run(1, "detector", "export", "--training", path("none"), "--out", path("m")))
        .contains("holds no training");
  }
}
