package io.sightline.contract.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder of models: {@code NAME.onnx} with {@code NAME.json} beside it, here or one folder down,
 * or an ONNX file of {@link KnownModels}.
 */
public record ModelFolder(Path folder, List<ModelBundle> models) {

  /**
   * @throws ModelException when the folder is missing or holds a model that cannot be used
   */
  public static ModelFolder open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ModelException(
          "models folder " + folder.toAbsolutePath().normalize() + " does not exist");
    }
    try (Stream<Path> files = Files.walk(folder, 2)) {
      List<ModelBundle> models =
          files
              .filter(f -> f.toString().endsWith(".onnx"))
              .sorted()
              .map(ModelFolder::bundle)
              .toList();
      return new ModelFolder(folder, models);
    } catch (IOException e) {
      throw new ModelException("models folder " + folder + " cannot be read: " + e, e);
    }
  }

  /**
   * The detector with this id; with an empty id the only one, or the most preferred of the known
   * ones.
   */
  public ModelBundle detector(String id) {
    return pick("detector", id, card -> card.detector() != null);
  }

  /**
   * The recogniser with this id; with an empty id the only one, or the most preferred of the known
   * ones.
   */
  public ModelBundle recogniser(String id) {
    return pick("recogniser", id, card -> card.recogniser() != null);
  }

  private ModelBundle pick(String role, String id, Predicate<ModelCard> has) {
    List<ModelBundle> all = models.stream().filter(m -> has.test(m.card())).toList();
    List<String> ids = all.stream().map(m -> m.card().id()).toList();
    List<ModelBundle> wanted =
        all.stream().filter(m -> id.isEmpty() || m.card().id().equals(id)).toList();
    if (wanted.isEmpty()) {
      throw new ModelException(
          "models folder "
              + folder
              + " has no "
              + role
              + (id.isEmpty() ? "" : " '" + id + "'; it has " + ids));
    }
    if (wanted.size() == 1) {
      return wanted.get(0);
    }
    return wanted.stream()
        .filter(m -> KnownModels.ALL.contains(m.card()))
        .min(Comparator.comparing(m -> KnownModels.ALL.indexOf(m.card())))
        .filter(m -> wanted.stream().allMatch(o -> KnownModels.ALL.contains(o.card())))
        .orElseThrow(
            () ->
                new ModelException(
                    "models folder " + folder + " has several " + role + "s: name one of " + ids));
  }

  private static ModelBundle bundle(Path onnx) {
    String name = onnx.getFileName().toString();
    Path card = onnx.resolveSibling(name.substring(0, name.length() - ".onnx".length()) + ".json");
    if (Files.exists(card)) {
      return new ModelBundle(onnx, ModelCard.read(card));
    }
    String sha256 = ModelBundle.sha256(onnx);
    return KnownModels.bySha256(sha256)
        .map(known -> new ModelBundle(onnx, known))
        .orElseThrow(
            () ->
                new ModelException(
                    "model "
                        + onnx
                        + " is unknown and has no card: write "
                        + card.getFileName()
                        + " beside it with id, sha256 ("
                        + sha256
                        + "), input (tensor, width, height, colours, mean, std) and either detector (decoder, strides,"
                        + " anchors, outputs, scoreThreshold, nmsIou) or recogniser (embedding, size, mask,"
                        + " similarityThreshold); see docs/models.md"));
  }
}
