package io.sightline.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.trainer.net.NetworkType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeReaderTest {
  private static final Path RECIPES = Path.of("recipes");

  @TempDir Path folder;

  @Test
  void theCommentedRecipeIsThePapers() {
    assertThat(RecipeReader.read(RECIPES.resolve("paper.yaml"), Map.of())).isEqualTo(Recipe.PAPER);
  }

  @Test
  void theSmallRecipeChangesWhatItNames() {
    Recipe small = RecipeReader.read(RECIPES.resolve("small.yaml"), Map.of());
    assertThat(small.network().width()).isEqualTo(0.25);
    assertThat(small.loss().weightDecay()).isEqualTo(Recipe.PAPER.loss().weightDecay());
  }

  @Test
  void optionsGoOverTheFileAndTheFileOverDefaults() throws IOException {
    Path file = write("steps: 10\nnetwork: { type: ir34 }\n");
    Recipe recipe =
        RecipeReader.read(
            file, Map.of("steps", "5", "batch", "7"), Map.of("network.type", "MobileFaceNet"));
    assertThat(recipe.steps()).isEqualTo(10);
    assertThat(recipe.batch()).isEqualTo(7);
    assertThat(recipe.network().type()).isEqualTo(NetworkType.MOBILEFACENET);
  }

  @Test
  void allUnknownKeysAreNamedAtOnce() throws IOException {
    Path file = write("stepps: 10\nloss: { marginn: 1, mask_task: true }\n");
    assertThatThrownBy(() -> RecipeReader.read(file, Map.of("network.depth", "3")))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("stepps: unknown key; known are network, loss,")
        .hasMessageContaining("loss.marginn: unknown key; known are scale, margin, mask_task")
        .hasMessageContaining("network.depth: unknown key");
  }

  @Test
  void valuesThatCannotBeAreNamed() throws IOException {
    assertThatThrownBy(() -> RecipeReader.read(write("loss: { margin: 3 }\n"), Map.of()))
        .hasMessageContaining("loss: margin must be");
    assertThatThrownBy(() -> RecipeReader.read(write("steps: many\n"), Map.of()))
        .hasMessageContaining("steps");
    assertThatThrownBy(() -> RecipeReader.read(write("network: { type: vgg }\n"), Map.of()))
        .hasMessageContaining("network.type");
    assertThatThrownBy(() -> RecipeReader.read(write("loss: 3\n"), Map.of()))
        .hasMessageContaining("loss must be a group of keys");
    assertThatThrownBy(() -> RecipeReader.read(write("steps: 1\nsteps: 2\n"), Map.of()))
        .isInstanceOf(TrainingException.class);
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("recipe.yaml"), yaml);
  }
}
