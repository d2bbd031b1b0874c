package io.sightline.trainer.export;

import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;

/** A model and its card as files. */
public final class ModelFiles {
  private ModelFiles() {}

  /**
   * Writes {@code NAME.onnx} and {@code NAME.json}; they get their names when both are whole.
   *
   * @param card made of the file's SHA-256
   * @throws ExportException when they cannot be written
   */
  public static void write(Path out, String name, byte[] onnx, Function<String, ModelCard> card) {
    Path partial = out.resolve(name + ".onnx.partial");
    Path partialCard = out.resolve(name + ".json.partial");
    try {
      Files.createDirectories(out);
      try {
        Files.write(partial, onnx);
        card.apply(ModelBundle.sha256(partial)).write(partialCard);
        Files.move(partial, out.resolve(name + ".onnx"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(partialCard, out.resolve(name + ".json"), StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(partial);
        Files.deleteIfExists(partialCard);
      }
    } catch (IOException e) {
      throw new ExportException("the model cannot be written to " + out + ": " + e.getMessage(), e);
    }
  }
}
