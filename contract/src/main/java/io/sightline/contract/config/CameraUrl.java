package io.sightline.contract.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Pattern;

/**
 * Where a camera's pictures come from. It prints as far as it cannot hold a credential: scheme,
 * host, port, and of path and query the words and numbers that are usual there.
 */
public record CameraUrl(String value) {
  /** Of an address of which the rest is not there. */
  private static final Pattern SECRET_QUERY =
      Pattern.compile(
          "(?i)([?&;#][^\\s=&]*(?:pas|psw|pwd|token|key|secret|auth|user|usr|sig)[^\\s=&]*=)[^\\s&]*");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CameraUrl {}

  @Override
  public String toString() {
    // In a text a credential ends at a space; in an address that holds one it need not.
    return redact(value.contains("://") ? value.replaceAll("\\s", "%20") : value);
  }

  /**
   * A text, such as a library's error message, in which an address may stand, without any
   * credentials in it.
   */
  public static String redact(String text) {
    return SECRET_QUERY.matcher(SafeAddress.allIn(text)).replaceAll("$1***");
  }
}
