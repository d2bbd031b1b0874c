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
    Path onnx = Samples.models().resolve("MobileFaceNet_foamliu_128d.onnx");
    ModelCard good = KnownModels.MOBILEFACENET;
    ModelInput input = good.input();
    refuses(
        onnx,
        withRecogniser(good, new RecogniserSpec("output0", 512, null, 0.5, null)),
        "the model gives 128");
    refuses(
        onnx,
        withRecogniser(good, new RecogniserSpec("features", 128, null, 0.5, null)),
        "output features");
    refuses(
        onnx,
        withRecogniser(good, new RecogniserSpec("output0", 128, "mask", 0.5, null)),
        "output mask");
    refuses(
        onnx,
        withInput(
            good, new ModelInput("data", 112, 112, input.colours(), input.mean(), input.std())),
        "input.tensor is data");
    refuses(
        onnx,
        withInput(
            good, new ModelInput("input0", 160, 160, input.colours(), input.mean(), input.std())),
        "input is 3x160x160");
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

  private static ModelCard withRecogniser(ModelCard c, RecogniserSpec spec) {
    return new ModelCard(
        c.id(), c.sha256(), c.input(), null, spec, c.licence(), c.source(), c.training(), null);
  }

  private static ModelCard withInput(ModelCard c, ModelInput input) {
    return new ModelCard(
        c.id(),
        c.sha256(),
        input,
        null,
        c.recogniser(),
        c.licence(),
        c.source(),
        c.training(),
        null);
  }
}
