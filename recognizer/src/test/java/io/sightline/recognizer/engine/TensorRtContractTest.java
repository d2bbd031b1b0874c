package io.sightline.recognizer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.model.ModelBundle;
import io.sightline.recognizer.Samples;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a machine with a card: {@code mvn -Pgpu -Dtest.excluded.groups=long verify}. */
@Tag("gpu")
class TensorRtContractTest extends EngineContract {
  /** Of its own: the builder is to be tested, too. */
  @TempDir static Path cache;

  @Override
  ModelBundle model() {
    TensorRtLibrary.missing().ifPresent(what -> Assumptions.abort("no TensorRT here: " + what));
    return Samples.bundled().recogniser("");
  }

  @Override
  InferenceEngine open(ModelBundle model) {
    return new TensorRtEngine(model, new EngineCache(cache));
  }

  /** Another kernel may be quicker for another batch size. */
  @Override
  float tolerance() {
    return 0.02f;
  }

  @Test
  void agreesWithOnnxRuntime() {
    try (InferenceEngine reference = new OnnxRuntimeEngine(model(), 0)) {
      float[] expected = reference.run(pictures(), 16).get(model().card().recogniser().embedding());
      float[] actual = embeddings(pictures(), 16);
      for (int row = 0; row < 16; row++) {
        assertThat(unit(actual, row).cosine(unit(expected, row))).isGreaterThan(0.999f);
      }
    }
  }

  private Embedding unit(float[] rows, int row) {
    return Embedding.normalised("test", Arrays.copyOfRange(rows, row * size(), (row + 1) * size()));
  }
}
