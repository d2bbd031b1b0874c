package io.sightline.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.contract.face.SimilarityTransform;
import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.device.WantedDevice;
import io.sightline.trainer.mask.TrainingView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingJobTest {
  private static final FakeFaces FACES = FakeFaces.of(6);
  private static final TrainingJob.Machine MACHINE =
      new TrainingJob.Machine(Compute.choose(WantedDevice.CPU, Precision.FP32, 1), 2);

  @TempDir Path folder;

  static Recipe recipe(Map<String, String> changes) {
    Map<String, String> options =
        new TreeMap<>(
            Map.of(
                "network.type", "ir18",
                "network.width", "0.125",
                "network.embedding", "16",
                "schedule.rate", "0.05",
                "loss.scale", "16",
                "batch", "6",
                "steps", "8",
                "checkpoint_every", "100",
                "seed", "3"));
    options.putAll(changes);
    return RecipeReader.read(null, options);
  }

  private TrainingJob start(String name, Recipe recipe) {
    return start(name, recipe, FakeFaces.VIEWS);
  }

  private TrainingJob start(String name, Recipe recipe, Views views) {
    TrainingState state = new TrainingState(recipe, FACES.identities(), MACHINE.compute());
    return TrainingJob.start(
        folder.resolve(name), recipe, FACES, Path.of("faces"), state, "", MACHINE, views);
  }

  private List<StepLoss> finish(String name) {
    List<StepLoss> losses = new ArrayList<>();
    Path last = CheckpointStore.find(folder.resolve(name));
    TrainingJob.resume(folder.resolve(name), last, FACES, MACHINE, FakeFaces.VIEWS)
        .run(Ranks.ALONE, () -> false, (step, loss, rate) -> losses.add(loss));
    return losses;
  }

  @Test
  void resumedIsTheSameAsUninterrupted() {
    for (Map<String, String> changes :
        List.of(Map.<String, String>of(), Map.of("loss.sampled_classes", "4", "freeze", "3"))) {
      String name = "run" + changes.size();
      List<StepLoss> whole = new ArrayList<>();
      start(name + "-whole", recipe(changes))
          .run(Ranks.ALONE, () -> false, (step, loss, rate) -> whole.add(loss));
      List<StepLoss> parts = new ArrayList<>();
      start(name + "-parts", recipe(changes))
          .run(Ranks.ALONE, () -> parts.size() == 5, (step, loss, rate) -> parts.add(loss));
      assertThat(parts).hasSize(5);
      parts.addAll(finish(name + "-parts"));
      assertThat(parts).hasSize(8).isEqualTo(whole);
      assertThat(whole).doesNotHaveDuplicates();
    }
  }

  @Test
  void learns() {
    List<StepLoss> losses = new ArrayList<>();
    start("learns", recipe(Map.of("steps", "40", "loss.margin", "0.2", "schedule.rate", "0.005")))
        .run(Ranks.ALONE, () -> false, (step, loss, rate) -> losses.add(loss));
    double early = losses.subList(0, 8).stream().mapToDouble(StepLoss::arc).average().orElseThrow();
    double late =
        losses.subList(32, 40).stream().mapToDouble(StepLoss::arc).average().orElseThrow();
    assertThat(late).isLessThan(early / 2);
    assertThat(losses.get(39).mask()).isLessThan(losses.get(0).mask());
  }

  @Test
  void learnsHowPicturesWereMoved() {
    // Each shows a bar in the middle, moved aside.
    Views aside =
        (rgb, worn, seed) -> {
          int by = (int) Math.floorMod(seed, 13) - 6;
          byte[] view = rgb.clone();
          for (int i = 0; i < view.length; i++) {
            view[i] = (byte) (Math.abs(i / 3 % 112 - 55 - by) < 6 ? 250 : rgb[i] / 8);
          }
          return new TrainingView(view, false, new SimilarityTransform(1, 0, by, 0));
        };
    List<Double> motion = new ArrayList<>();
    Map<String, String> changes =
        Map.of("network.straighten", "true", "steps", "40", "batch", "12", "schedule.rate", "0.02");
    start("moved", recipe(changes), aside)
        .run(
            Ranks.ALONE,
            () -> false,
            (step, loss, rate) -> motion.add(loss.total() - loss.arc() - Math.log1p(loss.mask())));
    assertThat(mean(motion.subList(30, 40))).isLessThan(mean(motion.subList(0, 5)) / 2);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElseThrow();
  }

  @Test
  void aLossThatIsNotFiniteStopsAndKeepsTheLastGoodCheckpoint() throws IOException {
    TrainingJob job =
        start("nan", recipe(Map.of("schedule.rate", "1e30", "checkpoint_every", "1", "keep", "1")));
    assertThatThrownBy(() -> job.run(Ranks.ALONE, () -> false, (step, loss, rate) -> {}))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching(
            "(?s).*not finite at step \\d, batch of 6 pictures: fake:\\d+, .*last good checkpoint is"
                + " .*step-00000000\\d.*");
    Path kept = CheckpointStore.find(folder.resolve("nan"));
    assertThat(Files.list(kept)).hasSize(2);
    try (NoGradGuard guard = new NoGradGuard()) {
      TrainingState state = new TrainingState(job.info().recipe(), 6, MACHINE.compute());
      CheckpointStore.restore(kept, state.tensors());
      assertThat(state.tensors().values()).allMatch(tensor -> tensor.isfinite().all().item_bool());
    }
  }

  @Test
  void weightsThatAreLostAreNotKeptAtTheEndNorWhenStopped() {
    for (int end : new int[] {3, 8}) {
      String name = "lost" + end;
      Recipe recipe = recipe(Map.of());
      TrainingState state = new TrainingState(recipe, FACES.identities(), MACHINE.compute());
      Path out = folder.resolve(name);
      TrainingJob job =
          TrainingJob.start(
              out, recipe, FACES, Path.of("faces"), state, "", MACHINE, FakeFaces.VIEWS);
      List<Long> steps = new ArrayList<>();
      StepListener losing =
          (step, loss, rate) -> {
            steps.add(step);
            if (steps.size() == end) {
              try (NoGradGuard guard = new NoGradGuard()) {
                state.centreDirections().fill_(new Scalar(Double.NaN));
              }
            }
          };
      assertThatThrownBy(() -> job.run(Ranks.ALONE, () -> steps.size() == end, losing))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining(
              "weights are not finite at step " + (end - 1) + ", batch of 6 pictures: fake:")
          .hasMessageContaining("the last good checkpoint is")
          .hasMessageContaining("step-000000000");
      assertThat(CheckpointStore.find(out).getFileName()).hasToString("step-000000000");
    }
  }

  @Test
  void aFolderWithATrainingIsNotOverwritten() {
    start("twice", recipe(Map.of()));
    assertThatThrownBy(() -> start("twice", recipe(Map.of())))
        .hasMessageContaining("holds a training already");
  }

  @Test
  void aCheckpointOfAnotherNetworkIsNamed() {
    start("other", recipe(Map.of()));
    Path checkpoint = CheckpointStore.find(folder.resolve("other"));
    TrainingState wider =
        new TrainingState(recipe(Map.of("network.width", "0.5")), 6, MACHINE.compute());
    assertThatThrownBy(() -> CheckpointStore.restore(checkpoint, wider.tensors()))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining(
            "is of another network: network.trunk.stem.weight is F32[16, 3, 3, 3]");
  }

  @Test
  void aCutOffCheckpointIsNamed() throws IOException {
    start("cut", recipe(Map.of()));
    Path tensors = CheckpointStore.find(folder.resolve("cut")).resolve("state.safetensors");
    byte[] bytes = Files.readAllBytes(tensors);
    Files.write(tensors, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> finish("cut"))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("state.safetensors cannot be read")
        .hasMessageContaining("cut off");
  }

  @Test
  void aDifferentSetIsRefusedOnResume() {
    start("set", recipe(Map.of()));
    Path last = CheckpointStore.find(folder.resolve("set"));
    assertThatThrownBy(
            () ->
                TrainingJob.resume(
                    folder.resolve("set"), last, FakeFaces.of(7), MACHINE, FakeFaces.VIEWS))
        .hasMessageContaining("was trained on 24 pictures of 6 identities, this set has 28 of 7");
    FaceSet others = new AlteredFaces(FACES, Set.of(0), MaskWear.BARE);
    assertThatThrownBy(
            () -> TrainingJob.resume(folder.resolve("set"), last, others, MACHINE, FakeFaces.VIEWS))
        .hasMessageContaining("was trained on other pictures, or other people");
    assertThatThrownBy(() -> CheckpointStore.ofTraining(last))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("is one checkpoint; resume its training");
    assertThat(CheckpointStore.ofTraining(folder.resolve("set"))).isEqualTo(last);
  }

  @Test
  void oneIdentityIsTooFew() {
    Recipe recipe = recipe(Map.of());
    TrainingState state = new TrainingState(recipe, 1, MACHINE.compute());
    assertThatThrownBy(
            () ->
                TrainingJob.start(
                    folder.resolve("one"),
                    recipe,
                    FakeFaces.of(1),
                    Path.of("faces"),
                    state,
                    "",
                    MACHINE,
                    FakeFaces.VIEWS))
        .hasMessageContaining("two identities are needed");
  }
}
