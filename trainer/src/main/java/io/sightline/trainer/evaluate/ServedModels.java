package io.sightline.trainer.evaluate;

import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelException;
import io.sightline.contract.model.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The models that an evaluation needs, as a person names them. */
final class ServedModels {
  private ServedModels() {}

  /** That of a folder, the bundled one, or the ONNX file itself. */
  static ModelBundle recogniser(Path path) {
    if (!Files.isRegularFile(path)) {
      return ModelFolder.named(path.toString()).recogniser("");
    }
    ModelBundle model = ModelBundle.open(path);
    if (model.card().recogniser() == null) {
      throw new ModelException("model " + path + " is no recogniser");
    }
    return model;
  }

  /**
   * Of the detector in its own folder, or of one beside the recogniser; null when there is none:
   * aligned pictures need none.
   *
   * @param detector its folder, or null
   * @param model the recogniser's folder or file, or null
   */
  static EngineFaceFinder finder(Path detector, Path model) {
    if (detector != null) {
      return new EngineFaceFinder(ModelFolder.named(detector.toString()).detector(""));
    }
    if (model == null) {
      return null;
    }
    Path beside = Files.isRegularFile(model) ? model.toAbsolutePath().getParent() : model;
    ModelFolder folder = ModelFolder.named(beside.toString());
    boolean none = folder.models().stream().allMatch(m -> m.card().detector() == null);
    return none ? null : new EngineFaceFinder(folder.detector(""));
  }
}
