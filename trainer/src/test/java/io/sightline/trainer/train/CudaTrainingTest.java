package io.sightline.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.trainer.device.NeedsACard;
import io.sightline.trainer.device.WantedDevice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a machine with a card: {@code mvn -Pgpu -Dtest.excluded.groups=long verify}. */
@Tag("gpu")
class CudaTrainingTest {
  private static final FakeFaces FACES = FakeFaces.of(6);

  @TempDir Path folder;

  @BeforeAll
  static void needsACard() {
    NeedsACard.orSkips();
  }

  private List<StepLoss> train(
      String name, Recipe recipe, WantedDevice device, Precision precision) {
    TrainingJob.Machine machine = new TrainingJob.Machine(Compute.choose(device, precision, 2), 2);
    TrainingState state = new TrainingState(recipe, FACES.identities(), machine.compute());
    List<StepLoss> losses = new ArrayList<>();
    TrainingJob.start(
            folder.resolve(name),
            recipe,
            FACES,
            Path.of("faces"),
            state,
            "",
            machine,
            FakeFaces.VIEWS)
        .run(Ranks.ALONE, () -> false, (step, loss, rate) -> losses.add(loss));
    return losses;
  }

  private static double arc(List<StepLoss> losses) {
    return losses.stream().mapToDouble(StepLoss::arc).average().orElseThrow();
  }

  /** What differs grows with each step. */
  @Test
  void theFirstStepsLoseWhatTheyLoseOnTheCpu() {
    Recipe recipe =
        TrainingJobTest.recipe(
            Map.of("steps", "4", "network.dropout", "0", "schedule.rate", "0.001"));
    List<StepLoss> here = train("cpu", recipe, WantedDevice.CPU, Precision.FP32);
    List<StepLoss> there = train("card", recipe, WantedDevice.CUDA, Precision.FP32);
    for (int i = 0; i < here.size(); i++) {
      assertThat(there.get(i).arc()).isCloseTo(here.get(i).arc(), within(0.02 * here.get(i).arc()));
    }
    assertThat(there.get(0).mask()).isCloseTo(here.get(0).mask(), within(0.01));
  }

  @Test
  void learnsInHalfPrecision() {
    for (Precision precision : List.of(Precision.BF16, Precision.FP16)) {
      Recipe recipe =
          TrainingJobTest.recipe(
              Map.of("steps", "40", "loss.margin", "0.2", "schedule.rate", "0.005"));
      List<StepLoss> losses = train("learns-" + precision, recipe, WantedDevice.CUDA, precision);
      assertThat(arc(losses.subList(32, 40)))
          .as(precision.name())
          .isLessThan(arc(losses.subList(0, 8)) / 2);
    }
  }

  /** What a card has trained goes on elsewhere. */
  @Test
  void itsCheckpointIsGoneOnFromOnTheCpu() {
    Recipe recipe =
        TrainingJobTest.recipe(Map.of("steps", "6", "loss.sampled_classes", "4", "keep", "9"));
    train("moves", recipe, WantedDevice.CUDA, Precision.BF16);
    Path checkpoint = CheckpointStore.find(folder.resolve("moves"));
    TrainingState here =
        new TrainingState(
            recipe, FACES.identities(), Compute.choose(WantedDevice.CPU, Precision.FP32, 2));
    try (NoGradGuard guard = new NoGradGuard()) {
      CheckpointStore.restore(checkpoint, here.tensors());
    }
    assertThat(here.tensors().values()).allMatch(tensor -> tensor.isfinite().all().item_bool());
  }
}
