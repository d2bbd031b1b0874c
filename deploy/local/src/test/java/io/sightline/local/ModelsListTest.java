package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.model.KnownModels;
import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelCard;
import io.sightline.contract.model.RecogniserSpec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsListTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();

  @Test
  void saysWhatEachModelIs() throws Exception {
    add("plain", new RecogniserSpec("e", 128, null, 0.3, null));
    add("full", new RecogniserSpec("e", 512, "m", 0.3, Map.of("bareBare", Map.of("1e-3", 0.3))));

    assertThat(run(folder)).isZero();
    assertThat(line("plain"))
        .contains("128 numbers, does not know masks", "thresholds not measured", "MIT");
    assertThat(line("full"))
        .contains("512 numbers, knows masks", "thresholds ")
        .doesNotContain("not measured");
    assertThat(out.toString()).contains("bundled (");
  }

  @Test
  void thoseInTheBoxAreAFolderToNobody() {
    assertThat(run(Path.of("bundled"))).isZero();
    assertThat(out.toString()).contains("bundled (").doesNotContain("no folder");
  }

  @Test
  void oneThatCannotBeUsedDoesNotHideTheOthers() throws Exception {
    Files.writeString(add("changed", new RecogniserSpec("e", 128, null, 0.3, null)), "other");
    Files.writeString(folder.resolve("nocard.onnx"), "x");
    add("plain", new RecogniserSpec("e", 128, null, 0.3, null));

    assertThat(run(folder)).isEqualTo(1);
    assertThat(line("changed.onnx")).contains("unusable", "SHA-256");
    assertThat(line("nocard.onnx")).contains("models import");
    assertThat(line("plain")).contains("recogniser");
  }

  private Path add(String id, RecogniserSpec spec) throws Exception {
    Path onnx = Files.writeString(folder.resolve(id + ".onnx"), id);
    new ModelCard(
            id,
            ModelBundle.sha256(onnx),
            KnownModels.MOBILEFACENET.input(),
            null,
            spec,
            "MIT",
            "",
            "",
            null)
        .write(folder.resolve(id + ".json"));
    return onnx;
  }

  private String line(String word) {
    return out.toString().lines().filter(l -> l.contains(word)).findFirst().orElseThrow();
  }

  private int run(Path models) {
    return Launcher.commandLine()
        .setOut(new PrintWriter(out, true))
        .execute("models", "list", "--models", models.toString());
  }
}
