package io.sightline.recognizer.engine;

import io.sightline.contract.model.ModelBundle;
import io.sightline.recognizer.Samples;

class OnnxRuntimeContractTest extends EngineContract {

  @Override
  ModelBundle model() {
    return Samples.bundled().recogniser("");
  }

  @Override
  InferenceEngine open(ModelBundle model) {
    return new OnnxRuntimeEngine(model, 1);
  }
}
