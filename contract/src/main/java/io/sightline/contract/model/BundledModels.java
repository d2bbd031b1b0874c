package io.sightline.contract.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The models in the box. They are resources of the recognizer: a process has them when its class
 * path has the recognizer. Engines load models from files, so each is copied to one, once for each
 * SHA-256.
 */
final class BundledModels {
  private static final String RESOURCES = "/io/sightline/recognizer/models/";
  private static final List<String> NAMES = List.of("detector", "recogniser");

  private BundledModels() {}

  static boolean areThere() {
    return BundledModels.class.getResource(RESOURCES + NAMES.get(0) + ".json") != null;
  }

  /**
   * @param cache folder of the files
   * @throws ModelException when there are none, or a file cannot be written
   */
  static ModelFolder open(Path cache) {
    return new ModelFolder(cache, NAMES.stream().map(name -> bundle(name, cache)).toList(), true);
  }

  private static ModelBundle bundle(String name, Path cache) {
    try (InputStream json = resource(name + ".json")) {
      ModelCard card =
          ModelCard.parse(new String(json.readAllBytes(), StandardCharsets.UTF_8), name + ".json");
      Path file = cache.resolve(card.id() + "-" + card.sha256().substring(0, 16) + ".onnx");
      if (!Files.exists(file) || !ModelBundle.sha256(file).equals(card.sha256())) {
        extract(name + ".onnx", file);
      }
      return new ModelBundle(file, card);
    } catch (IOException e) {
      throw new ModelException(
          "the bundled " + name + " cannot be copied to folder " + cache + ": " + e, e);
    }
  }

  /** The file is there whole or not at all, whatever other processes do at the same time. */
  private static void extract(String name, Path file) throws IOException {
    try {
      Files.createDirectories(file.getParent());
    } catch (FileAlreadyExistsException e) {
      throw new IOException(e.getMessage() + " is no folder", e);
    }
    Path part = Files.createTempFile(file.getParent(), "model", ".part");
    try (InputStream onnx = resource(name)) {
      Files.copy(onnx, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static InputStream resource(String name) {
    InputStream in = BundledModels.class.getResourceAsStream(RESOURCES + name);
    if (in == null) {
      throw new ModelException(
          "this process has no bundled models (" + name + " is not on its class path)");
    }
    return in;
  }
}
