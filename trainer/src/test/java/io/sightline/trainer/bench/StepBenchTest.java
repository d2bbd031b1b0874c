package io.sightline.trainer.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.trainer.device.WantedDevice;
import io.sightline.trainer.mask.AugmentConfig;
import io.sightline.trainer.mask.Augmenter;
import io.sightline.trainer.train.Compute;
import io.sightline.trainer.train.Precision;
import io.sightline.trainer.train.Recipe;
import io.sightline.trainer.train.RecipeReader;
import io.sightline.trainer.train.TrainingJob;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StepBenchTest {

  /** Counted, not weighed: a process's memory moves by tens of megabytes without any leak. */
  @Test
  void aStepLeavesNoNativeObjectBehind() {
    long left = measured(StepBench::objectsLeft);
    assertThat(left).isZero();
  }

  @Test
  void whatGrowsOnceIsNoLeakAndWhatGrowsAlwaysIs() {
    long mega = 1 << 20;
    List<Long> once = List.of(100 * mega, 100 * mega, 180 * mega, 180 * mega, 181 * mega);
    List<Long> always = List.of(100 * mega, 106 * mega, 112 * mega, 119 * mega, 125 * mega);
    assertThat(new StepBench.Memory(once, List.of(), 10, 0, mega).flat()).isTrue();
    assertThat(new StepBench.Memory(once, List.of(), 10, 1, mega).flat()).isFalse();
    assertThat(new StepBench.Memory(always, List.of(), 10, 0, mega).flat()).isFalse();
    assertThat(new StepBench.Memory(once, always, 10, 0, mega).flat()).isFalse();
    assertThat(new StepBench.Memory(once, once, 10, 0, mega).flat()).isTrue();
  }

  @Test
  void ratesAreOfStepsAndOfDecodingAlone() {
    StepBench.Rates rates = measured(bench -> bench.compare(1));
    assertThat(List.of(rates.bare(), rates.withData(), rates.loader()))
        .allMatch(rate -> rate > 0 && Double.isFinite(rate));
  }

  @Tag("long")
  @Test
  void memoryIsFlatOverManySteps() {
    StepBench.Memory memory = measured(bench -> bench.memory(500));
    assertThat(memory).matches(StepBench.Memory::flat, "flat");
  }

  private static <T> T measured(Function<StepBench, T> measure) {
    Map<String, String> tiny =
        Map.of("network.type", "ir18", "network.width", "0.125", "batch", "16", "steps", "1");
    Recipe recipe = RecipeReader.read(null, tiny);
    TrainingJob.Machine machine =
        new TrainingJob.Machine(Compute.choose(WantedDevice.CPU, Precision.FP32, 1), 1);
    Augmenter augmenter = new Augmenter(AugmentConfig.DEFAULT);
    try (NoiseFaces faces = new NoiseFaces(16, 4)) {
      return measure.apply(new StepBench(recipe, machine, faces, augmenter::view));
    }
  }
}
