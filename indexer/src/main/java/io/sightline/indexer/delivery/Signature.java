package io.sightline.indexer.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 as standardwebhooks.com has it: over {@code id.timestamp.body}, in base64 after
 * {@code v1,}. A secret that begins with {@code whsec_} is base64, any other is taken as it is.
 */
final class Signature {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";

  /** What the standard recommends for a key, in bytes. */
  static final int RECOMMENDED = 24;

  private static final int LEAST = 16;

  private final SecretKeySpec key;
  private final int length;

  /**
   * @throws IllegalArgumentException when it is no secret; the message does not hold it
   */
  Signature(String secret) {
    byte[] bytes = bytes(secret);
    if (bytes.length < LEAST) {
      throw new IllegalArgumentException(
          "the key has %d bytes after base64; needed are %d, better %d or more"
              .formatted(bytes.length, LEAST, RECOMMENDED));
    }
    length = bytes.length;
    key = new SecretKeySpec(bytes, ALGORITHM);
  }

  private static byte[] bytes(String secret) {
    if (!secret.startsWith(PREFIX)) {
      return secret.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      // Its own message may hold a part of it.
      throw new IllegalArgumentException("what follows whsec_ must be base64");
    }
  }

  /** Shorter than the standard recommends. */
  boolean weak() {
    return length < RECOMMENDED;
  }

  String of(String id, String timestamp, String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] sum =
          mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(sum);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
