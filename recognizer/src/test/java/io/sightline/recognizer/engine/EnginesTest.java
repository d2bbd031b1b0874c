package io.sightline.recognizer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.model.ModelBundle;
import io.sightline.recognizer.Samples;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class EnginesTest {

  @Test
  void withoutACardAutoMeansTheCpu() {
    assumeNoCard();
    try (InferenceEngine engine = Engines.load(model(), config("auto"), 1)) {
      assertThat(engine.describe()).startsWith("onnxruntime");
    }
  }

  @Test
  void withoutACardTensorRtIsRefusedWithTheReason() {
    assumeNoCard();
    assertThatThrownBy(() -> Engines.load(model(), config("tensorrt"), 1))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("recognition.engine is tensorrt")
        .hasMessageContaining(Engines.missingForGpu().orElseThrow())
        .hasMessageContaining("docs/gpu.md");
  }

  @Test
  void whatIsMissingIsSaidAndNothingThrown() {
    assumeNoCard();
    assertThat(Engines.missingForGpu().orElseThrow())
        .matches("this build has no TensorRT.*|CUDA finds no card.*|a library of NVIDIA.*");
  }

  private static void assumeNoCard() {
    Assumptions.assumeTrue(Engines.missingForGpu().isPresent(), "there is a card here");
  }

  private static ModelBundle model() {
    return Samples.bundled().recogniser("");
  }

  private static RecognitionConfig config(String engine) {
    return ConfigLoader.parse("recognition: { engine: " + engine + " }", "test", Map.of())
        .recognition();
  }
}
