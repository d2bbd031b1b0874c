package io.sightline.trainer.evaluate.foreign;

import io.sightline.contract.model.ModelCard;
import io.sightline.contract.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where an imported model goes. A file that lies in the folder already stays, and only gets a card.
 *
 * @param onnx its place
 * @param card that of its card
 */
record Target(Path onnx, Path card) {

  /**
   * @throws ModelException when something is there already
   */
  static Target of(Path file, Path folder, String id) throws IOException {
    boolean inPlace =
        Files.isDirectory(folder)
            && file.toRealPath().startsWith(folder.toRealPath())
            && folder.toRealPath().relativize(file.toRealPath()).getNameCount() <= 2;
    Path onnx = inPlace ? file : folder.resolve(id + ".onnx");
    String name = onnx.getFileName().toString().replaceFirst("\\.onnx$", "");
    Target target = new Target(onnx, onnx.resolveSibling(name + ".json"));
    Path taken = Files.exists(target.card()) ? target.card() : onnx;
    if (Files.exists(target.card()) || !inPlace && Files.exists(onnx)) {
      throw new ModelException(
          taken + " is there already: remove it, or take another --id or --into");
    }
    return target;
  }

  /** The model is there with its card or not at all: a card alone is no model. */
  void write(Path file, ModelCard content) throws IOException {
    Path folder = onnx.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path part = folder.resolve(onnx.getFileName() + ".part");
    Path cardPart = folder.resolve(card.getFileName() + ".part");
    try {
      Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
      content.write(cardPart);
      Files.move(cardPart, card, StandardCopyOption.ATOMIC_MOVE);
      if (!Files.exists(onnx)) {
        Files.move(part, onnx, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Files.deleteIfExists(part);
      Files.deleteIfExists(cardPart);
    }
  }
}
