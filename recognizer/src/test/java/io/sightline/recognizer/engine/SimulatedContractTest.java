package io.sightline.recognizer.engine;

import io.sightline.contract.model.KnownModels;
import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The engine that other tests rely on keeps the promise, too. */
class SimulatedContractTest extends EngineContract {
  @TempDir Path folder;

  @Override
  ModelBundle model() {
    try {
      Path file = Files.writeString(folder.resolve("none.onnx"), "no network");
      ModelCard like = KnownModels.MOBILEFACENET;
      return new ModelBundle(
          file,
          new ModelCard(
              "simulated",
              ModelBundle.sha256(file),
              like.input(),
              null,
              like.recogniser(),
              "",
              "",
              "",
              null));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  InferenceEngine open(ModelBundle model) {
    return new SimulatedEngine(model.card(), batch -> {}, 1);
  }
}
