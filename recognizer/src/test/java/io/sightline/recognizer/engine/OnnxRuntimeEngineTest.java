package io.sightline.recognizer.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.contract.model.KnownModels;
import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelCard;
import io.sightline.contract.model.ModelException;
import io.sightline.contract.model.ModelInput;
import io.sightline.contract.model.RecogniserSpec;
import io.sightline.recognizer.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRuntimeEngineTest {

  @Test
  void aCardThatLiesIsFoundOut() {
    ModelBundle bundled = Samples.bundled().recogniser("");
    Path onnx = bundled.onnx();
    ModelCard good = bundled.card();
    RecogniserSpec spec = good.recogniser();
    refuses(onnx, withRecogniser(good, spec.embedding(), 7, null), "gives " + spec.size());
    refuses(onnx, withRecogniser(good, "features", spec.size(), null), "output features");
    refuses(onnx, withRecogniser(good, spec.embedding(), spec.size(), "hat"), "output hat");
    refuses(
        onnx,
        withRecogniser(good, spec.embedding(), spec.size(), spec.embedding()),
        "1 or 2 numbers, not " + spec.size());
    refuses(onnx, withInput(good, "other", 112), "input.tensor is other");
    refuses(onnx, withInput(good, good.input().tensor(), 160), "input is 3x160x160");
  }

  @Test
  void aFileThatIsNoModelIsNamed(@TempDir Path folder) throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.onnx"), "not a model");
    ModelCard card = KnownModels.MOBILEFACENET;
    ModelCard own =
        new ModelCard(
            "x",
            ModelBundle.sha256(broken),
            card.input(),
            null,
            card.recogniser(),
            "",
            "",
            "",
            null);
    refuses(broken, own, "does not load");
  }

  private static void refuses(Path onnx, ModelCard card, String because) {
    ModelBundle bundle = new ModelBundle(onnx, card);
    assertThatThrownBy(() -> new OnnxRuntimeEngine(bundle, 1).close())
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(onnx.getFileName().toString())
        .hasMessageContaining(because);
  }

  private static ModelCard withRecogniser(ModelCard c, String embedding, int size, String mask) {
    return card(c, c.input(), new RecogniserSpec(embedding, size, mask, 0.5, null));
  }

  private static ModelCard withInput(ModelCard c, String tensor, int side) {
    ModelInput i = c.input();
    return card(
        c, new ModelInput(tensor, side, side, i.colours(), i.mean(), i.std()), c.recogniser());
  }

  private static ModelCard card(ModelCard c, ModelInput input, RecogniserSpec recogniser) {
    return new ModelCard(c.id(), c.sha256(), input, null, recogniser, "", "", "", null);
  }
}
