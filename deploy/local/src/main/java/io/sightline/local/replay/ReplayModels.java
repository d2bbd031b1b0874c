package io.sightline.local.replay;

import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelFolder;
import io.sightline.contract.service.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder in which a model that is to be tried stands beside what it lacks: the trainer exports a
 * recogniser alone, and a new detector comes alone, too. Holds links, and is removed on closing.
 */
final class ReplayModels implements AutoCloseable {
  private final TemporaryFolder folder;

  /**
   * @param tried folder with a recogniser, a detector, or both
   * @param live where the missing one is taken from
   */
  ReplayModels(Path tried, RecognitionConfig live) throws IOException {
    ModelFolder has = ModelFolder.open(tried);
    ModelFolder old = ModelFolder.named(live.models());
    boolean detector = has.models().stream().anyMatch(m -> m.card().detector() != null);
    boolean recogniser = has.models().stream().anyMatch(m -> m.card().recogniser() != null);
    if (!detector && !recogniser) {
      throw new ReplayException("the folder " + tried + " has no model");
    }
    folder = new TemporaryFolder("sightline-replay-models");
    add(detector ? has.detector("") : old.detector(live.detector()), "detector");
    add(recogniser ? has.recogniser("") : old.recogniser(live.recogniser()), "recogniser");
  }

  private void add(ModelBundle model, String name) throws IOException {
    Files.createSymbolicLink(folder().resolve(name + ".onnx"), model.onnx().toRealPath());
    model.card().write(folder().resolve(name + ".json"));
  }

  Path folder() {
    return folder.path();
  }

  @Override
  public void close() {
    folder.close();
  }
}
