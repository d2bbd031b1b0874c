package io.sightline.trainer.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.trainer.mask.AugmentConfig;
import io.sightline.trainer.mask.Augmenter;
import io.sightline.trainer.train.Compute;
import io.sightline.trainer.train.Precision;
import io.sightline.trainer.train.Recipe;
import io.sightline.trainer.train.RecipeReader;
import io.sightline.trainer.train.TrainingJob;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepBenchTest {

  @ParameterizedTest
  @ValueSource(ints = 60)
  void nativeMemoryIsFlat(int steps) {
    Map<String, String> tiny =
        Map.of("network.type", "ir18", "network.width", "0.125", "batch", "4", "steps", "1");
    Recipe recipe = RecipeReader.read(null, tiny);
    TrainingJob.Machine machine = new TrainingJob.Machine(Compute.choose(Precision.FP32, 1), 1);
    Augmenter augmenter = new Augmenter(AugmentConfig.DEFAULT);
    try (NoiseFaces faces = new NoiseFaces(16, 4)) {
      StepBench bench = new StepBench(recipe, machine, faces, augmenter::view);
      StepBench.Memory memory = bench.memory(steps);
      assertThat(memory).matches(StepBench.Memory::flat, "flat");
    }
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(ints = 500)
  void nativeMemoryIsFlatForLong(int steps) {
    nativeMemoryIsFlat(steps);
  }
}
