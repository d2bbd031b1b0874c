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
