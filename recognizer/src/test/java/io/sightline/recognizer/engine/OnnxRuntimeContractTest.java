package io.sightline.recognizer.engine;

import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelFolder;
import io.sightline.recognizer.Samples;

class OnnxRuntimeContractTest extends EngineContract {

  @Override
  ModelBundle model() {
    return ModelFolder.open(Samples.models()).recogniser("mobilefacenet-foamliu");
  }

  @Override
  InferenceEngine open(ModelBundle model) {
    return new OnnxRuntimeEngine(model, 1);
  }
}
