package io.sightline.contract.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Pattern;

/** Where a camera's pictures come from. It prints without the user and password it may hold. */
public record CameraUrl(String value) {
  /** A password may hold any sign, '/' and '@' too: rather too much is hidden than too little. */
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)\\S*@");

  private static final Pattern SECRET_QUERY =
      Pattern.compile(
          "(?i)([?&;#][^\\s=&]*(?:pass|pwd|token|key|secret|auth|user|usr|sig)[^\\s=&]*=)[^\\s&]*");

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
    return SECRET_QUERY.matcher(USER_INFO.matcher(text).replaceAll("***@")).replaceAll("$1***");
  }
}
