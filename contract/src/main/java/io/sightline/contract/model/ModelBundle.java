package io.sightline.contract.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An ONNX file and its card, checked to belong together. */
public record ModelBundle(Path onnx, ModelCard card) {

  /**
   * @throws ModelException when the file's SHA-256 is not the card's
   */
  public ModelBundle {
    String actual = sha256(onnx);
    if (!actual.equals(card.sha256())) {
      throw new ModelException(
          "model "
              + onnx
              + " is not the one its card ("
              + card.id()
              + ") was written for: SHA-256 is "
              + actual
              + ", the card says "
              + card.sha256());
    }
  }

  /**
   * An ONNX file with the card beside it, or one of {@link KnownModels}.
   *
   * @throws ModelException when it has no card, or not its own
   */
  public static ModelBundle open(Path onnx) {
    String name = onnx.getFileName().toString();
    Path card = onnx.resolveSibling(name.substring(0, name.length() - ".onnx".length()) + ".json");
    if (Files.exists(card)) {
      return new ModelBundle(onnx, ModelCard.read(card));
    }
    String sha256 = sha256(onnx);
    return KnownModels.bySha256(sha256)
        .map(known -> new ModelBundle(onnx, known))
        .orElseThrow(() -> unknown(onnx, card, sha256));
  }

  private static ModelException unknown(Path onnx, Path card, String sha256) {
    return new ModelException(
        "model "
            + onnx
            + " is unknown and has no card: ./sightline models import makes one, or write "
            + card.getFileName()
            + " beside it with id, sha256 ("
            + sha256
            + "), input (tensor, width, height, colours, mean, std) and either detector (decoder, strides,"
            + " anchors, outputs, scoreThreshold, nmsIou) or recogniser (embedding, size, mask,"
            + " similarityThreshold); see docs/models.md");
  }

  /** SHA-256 of a file in hexadecimal. */
  public static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new ModelException("model " + file + " cannot be read: " + e, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
