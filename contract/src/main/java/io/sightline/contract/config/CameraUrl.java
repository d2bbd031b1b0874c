package io.sightline.contract.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Pattern;

/** Where a camera's pictures come from. It prints without the user and password it may hold. */
public record CameraUrl(String value) {
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#]*@");
  private static final Pattern SECRET_QUERY =
      Pattern.compile("(?i)(?<=[?&](?:password|passwd|pwd|pass|token|key|user|auth)=)[^&]*");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CameraUrl {}

  @Override
  public String toString() {
    return redact(value);
  }

  /**
   * A text, such as a library's error message, in which an address may stand, without any
   * credentials in it.
   */
  public static String redact(String text) {
    return SECRET_QUERY.matcher(USER_INFO.matcher(text).replaceAll("***@")).replaceAll("***");
  }
}
