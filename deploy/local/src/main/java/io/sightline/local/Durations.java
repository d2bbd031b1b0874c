package io.sightline.local;

import java.time.Duration;
import picocli.CommandLine.TypeConversionException;

/** Reads durations of the command line: {@code 90s}, {@code 5m}, {@code 2h}. */
final class Durations {

  private Durations() {}

  static Duration parse(String text) {
    if (!text.matches("\\d{1,9}(ms|s|m|h)")) {
      throw new TypeConversionException("'" + text + "' is no duration such as 90s, 5m or 2h");
    }
    return text.endsWith("ms")
        ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
        : Duration.parse("PT" + text);
  }
}
