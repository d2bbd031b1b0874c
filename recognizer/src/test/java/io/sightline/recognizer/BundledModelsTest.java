package io.sightline.recognizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelCard;
import io.sightline.contract.model.ModelFolder;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What the cards of the models in the box promise to say, and that they are small. */
class BundledModelsTest {
  private static final long MOST_BYTES = 10_000_000;

  @Test
  void sayWhatTheyAreFor() throws Exception {
    ModelFolder models = Samples.bundled();
    long bytes = 0;
    for (ModelBundle model : models.models()) {
      assertThat(model.card().training()).contains("rendered faces", "not for people");
      assertThat(model.card().licence()).isEqualTo("Apache-2.0");
      bytes += Files.size(model.onnx());
    }
    assertThat(bytes).isLessThan(MOST_BYTES);
  }

  @Test
  void knowMasksAndHaveThresholds() {
    ModelCard card = Samples.bundled().recogniser("").card();
    assertThat(card.recogniser().maskOutput()).isPresent();
    assertThat(card.recogniser().thresholds())
        .containsKeys("bareBare", "maskedBare", "maskedMasked");
  }
}
