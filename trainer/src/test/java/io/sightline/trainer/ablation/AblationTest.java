package io.sightline.trainer.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.trainer.TrainerMain;
import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.train.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblationTest {
  @TempDir Path folder;

  /** Every third picture wears a mask, every third one under the chin. */
  private record Worn(int size, int identities) implements FaceSet {
    @Override
    public int label(int index) {
      return index % identities;
    }

    @Override
    public MaskWear wear(int index) {
      return new MaskWear[] {MaskWear.BARE, MaskWear.MASKED, MaskWear.UNDER_CHIN}[index % 3];
    }

    @Override
    public byte[] encoded(int index) {
      return new byte[] {(byte) index};
    }

    @Override
    public String name(int index) {
      return "picture " + index;
    }

    @Override
    public void close() {}
  }

  @Test
  void arcFaceAloneSeesNoMask() {
    FaceSet bare = Variant.ARCFACE.faces(new Worn(30, 5));
    assertThat(IntStream.range(0, bare.size()).mapToObj(bare::name))
        .containsExactlyElementsOf(
            IntStream.range(0, 10).mapToObj(i -> "picture " + 3 * i).toList());
    assertThat(bare.label(4)).isEqualTo(12 % 5);
    assertThat(bare.encoded(4)).containsExactly(12);
    Recipe recipe = Variant.ARCFACE.recipe(Recipe.PAPER, 7);
    assertThat(recipe.augment().mask()).isZero();
    assertThat(recipe.loss().maskTask()).isFalse();
    assertThat(recipe.seed()).isEqualTo(7);
  }

  @Test
  void variantsDifferInNothingElse() {
    Recipe masked = Variant.MASKED_DATA.recipe(Recipe.PAPER, 2);
    Recipe both = Variant.MTARCFACE.recipe(Recipe.PAPER, 2);
    assertThat(both).isEqualTo(Recipe.PAPER.with(Recipe.PAPER.loss(), Recipe.PAPER.augment(), 2));
    assertThat(masked.with(both.loss(), masked.augment(), masked.seed())).isEqualTo(both);
    Recipe bare = Variant.ARCFACE.recipe(Recipe.PAPER, 2);
    assertThat(bare.with(bare.loss(), both.augment(), bare.seed())).isEqualTo(masked);
    assertThat(masked.loss().maskTask()).isFalse();
  }

  @Test
  void comparesOnRenderedPeopleAndGoesOn() throws IOException {
    render("people", 6, 1);
    render("others", 8, 2);
    assertThat(ablation()).isZero();
    String table = Files.readString(folder.resolve("out/ablation.md"));
    assertThat(table.lines()).hasSize(5);
    assertThat(table)
        .contains("| ArcFace |", "| ArcFace + masked data |", "| MTArcFace |")
        .containsPattern("\\| MTArcFace \\|.*\\d ± 0\\.00 \\|\\n");
    assertThat(table.lines().filter(line -> line.endsWith(" - |"))).hasSize(2);
    Path checkpoint = folder.resolve("out/mtarcface-1/checkpoints/step-000000002");
    FileTime trained = Files.getLastModifiedTime(checkpoint);
    assertThat(ablation()).isZero();
    assertThat(Files.readString(folder.resolve("out/ablation.md"))).isEqualTo(table);
    assertThat(Files.getLastModifiedTime(checkpoint)).isEqualTo(trained);
  }

  @Test
  void peopleWithoutMasksAreRefusedBeforeAnythingIsTrained() {
    render("people", 2, 1, 0.6);
    render("others", 2, 2, 0);
    assertThat(ablation()).isEqualTo(1);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private void render(String set, int identities, int seed) {
    render(set, identities, seed, 0.6);
  }

  private void render(String set, int identities, int seed, double masked) {
    run(
        "render",
        "faces",
        "--identities=" + identities,
        "--per-identity=4",
        "--masked=" + masked,
        "--seed=" + seed,
        "--rec=" + folder.resolve(set));
  }

  private int ablation() {
    return run(
        "ablation",
        "--data=" + folder.resolve("people"),
        "--test=" + folder.resolve("others"),
        "--out=" + folder.resolve("out"),
        "--seeds=1",
        "--net=ir18",
        "--width=0.25",
        "--embedding=32",
        "--steps=2",
        "--batch=8",
        "--device=cpu");
  }

  private static int run(String... arguments) {
    return TrainerMain.commandLine().execute(arguments);
  }
}
