package io.sightline.contract.model;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder of models: {@code NAME.onnx} with {@code NAME.json} beside it, here or one folder down,
 * or an ONNX file of {@link KnownModels}.
 *
 * @param bundled whether these are the models in the box
 */
public record ModelFolder(Path folder, List<ModelBundle> models, boolean bundled) {
  /** The name under which the models in the box are asked for. */
  public static final String BUNDLED = "bundled";

  private static final Path USUAL = Path.of("models");
  private static final Path CACHE =
      Path.of(System.getProperty("user.home"), ".cache", "sightline", "models");

  /**
   * The models that a configuration or a command means.
   *
   * @param name {@code bundled} for the models in the box; empty for folder {@code models} where
   *     there is one with anything in it, else the models in the box; any other name is a folder's
   * @throws ModelException when they are missing, or one of them cannot be used
   */
  public static ModelFolder named(String name) {
    return named(name, USUAL, CACHE);
  }

  static ModelFolder named(String name, Path usual, Path cache) {
    if (name.equals(BUNDLED)) {
      return BundledModels.open(cache);
    }
    if (!name.isEmpty()) {
      return open(Path.of(name));
    }
    if (holdsAnything(usual)) {
      return open(usual);
    }
    if (!BundledModels.areThere()) {
      throw new ModelException(
          "no models: there is no folder '"
              + usual
              + "', and this process has no bundled ones; ./sightline models pull starter gets some");
    }
    return BundledModels.open(cache);
  }

  /** Containers make an empty folder of a mount that is not there. */
  private static boolean holdsAnything(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isPresent();
    } catch (IOException e) {
      throw new ModelException("models folder " + folder + " cannot be read: " + e, e);
    }
  }

  /** For people: where the models come from. */
  public String describe() {
    return bundled ? "the bundled models" : "models folder " + folder;
  }

  /**
   * @throws ModelException when the folder is missing or holds a model that cannot be used
   */
  public static ModelFolder open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ModelException(
          "models folder " + folder.toAbsolutePath().normalize() + " does not exist");
    }
    try {
      List<ModelBundle> models = files(folder).stream().map(ModelBundle::open).toList();
      return new ModelFolder(folder, models, false);
    } catch (IOException e) {
      throw new ModelException("models folder " + folder + " cannot be read: " + e, e);
    }
  }

  /** The ONNX files in a folder and the folders in it, by name; either may be a link. */
  public static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder, 2, FileVisitOption.FOLLOW_LINKS)) {
      return files.filter(f -> f.toString().endsWith(".onnx")).sorted().toList();
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
          describe()
              + (bundled ? " have no " : " has no ")
              + role
              + (id.isEmpty() ? "; see docs/models.md" : " '" + id + "'; there is " + ids));
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
}
